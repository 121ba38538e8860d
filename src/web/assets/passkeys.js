// Passkeys: made in the account's page, used at sign-in. Where a browser has none, nothing of this shows.

const speaks =
  'PublicKeyCredential' in window &&
  'parseCreationOptionsFromJSON' in PublicKeyCredential &&
  'parseRequestOptionsFromJSON' in PublicKeyCredential;

for (const form of speaks ? document.querySelectorAll('form[data-passkey]') : []) {
  form.closest('[hidden]')?.removeAttribute('hidden');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const told = form.querySelector('[role="alert"]');
    told.textContent = '';
    const typed = Object.fromEntries(new FormData(form));
    try {
      const begin = await post(`${form.action}/inizio`, typed);
      const credential =
        form.dataset.passkey === 'make'
          ? await navigator.credentials.create({
              publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(begin.options),
            })
          : await navigator.credentials.get({
              publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(begin.options),
            });
      const { next } = await post(form.action, { ...typed, credential: credential.toJSON() });
      location.assign(next);
    } catch (error) {
      // Whoever closes the window of the device needs no words.
      if (error.name !== 'NotAllowedError') told.textContent = error.told ?? form.dataset.failed;
    }
  });
}

async function post(path, body) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error('refused'), { told: answer.error });
  return answer;
}
