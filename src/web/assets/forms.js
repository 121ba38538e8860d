// What makes our forms nicer where scripts run. Without it everything works as well.

const MAX_SIDE = 1920;
const LIGHT_BYTES = 1_000_000;

// Shows what belongs to the choice that is made: data-shown-when="exchange=priced".
for (const part of document.querySelectorAll('[data-shown-when]')) {
  const [name, value] = part.dataset.shownWhen.split('=');
  const choices = part.closest('form').querySelectorAll(`input[name="${name}"]`);
  const show = () => {
    part.hidden = ![...choices].some((choice) => choice.checked && choice.value === value);
  };
  for (const choice of choices) choice.addEventListener('change', show);
  show();
}

// Pictures: dragged in, shown, and made smaller before they travel, for those on the road.
for (const zone of document.querySelectorAll('[data-pictures]')) {
  const inputs = [...zone.querySelectorAll('input[type="file"]')];
  const hint = document.createElement('p');
  hint.className = 'hint';
  hint.textContent = zone.dataset.dropHint;
  zone.querySelector('.hint')?.after(hint);
  for (const input of inputs) input.addEventListener('change', () => take(input));
  for (const type of ['dragover', 'dragleave', 'drop']) {
    zone.addEventListener(type, (event) => {
      event.preventDefault();
      zone.classList.toggle('over', type === 'dragover');
    });
  }
  zone.addEventListener('drop', (event) => {
    const pictures = [...event.dataTransfer.files].filter((file) => file.type.startsWith('image/'));
    for (const input of inputs) {
      if (input.files.length > 0 || pictures.length === 0) continue;
      put(input, pictures.shift());
      input.closest('details')?.setAttribute('open', '');
      take(input);
    }
  });
}

function put(input, file) {
  const carrier = new DataTransfer();
  carrier.items.add(file);
  input.files = carrier.files;
}

async function take(input) {
  const slot = input.closest('.picture-in');
  slot.querySelector('img')?.remove();
  const [file] = input.files;
  if (file === undefined) return;
  const small = await shrink(file).catch(() => file);
  if (small !== file && input.files[0] === file) put(input, small);
  const image = document.createElement('img');
  image.alt = '';
  image.src = await dataAddress(small);
  slot.prepend(image);
}

/** A photograph as it will be shown; what is light already stays as it is. */
async function shrink(file) {
  if (file.size < LIGHT_BYTES || file.type === 'image/gif') return file;
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) =>
    canvas.toBlob(resolve, file.type === 'image/jpeg' ? file.type : 'image/webp', 0.88),
  );
  return blob === null || blob.size >= file.size ? file : new File([blob], file.name, { type: blob.type });
}

function dataAddress(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = reject;
    reader.readAsDataURL(file);
  });
}
