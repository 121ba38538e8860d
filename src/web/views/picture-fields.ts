import { errorMessage, messages } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import { PICTURE_NUMBERS, type TypedPicture } from '../pictures-typed.ts';
import type { Reader } from '../reader.ts';
import { fieldRow } from './forms.ts';

/** Up to four pictures, each with what it shows; those that are here already come with it. A script lets them be dragged in. */
export function pictureFields(
  reader: Reader,
  pictures: readonly TypedPicture[],
  error: UserError | undefined,
): SafeHtml {
  const { writing: words } = messages(reader.locale);
  const shown = pictures.length + 1;
  const slot = (n: number) => pictureSlot(reader, n, pictures[n - 1], error);
  const rest = PICTURE_NUMBERS.slice(shown);
  return html`<fieldset class="pictures-in" data-pictures data-drop-hint="${words.dropHere}"><legend>${words.pictures}</legend>
<p class="hint">${words.picturesHint}</p>
${PICTURE_NUMBERS.slice(0, shown).map(slot)}
${rest.length > 0 && html`<details><summary>${words.morePictures}</summary>${rest.map(slot)}</details>`}
</fieldset>`;
}

function pictureSlot(
  reader: Reader,
  n: number,
  picture: TypedPicture | undefined,
  error: UserError | undefined,
): SafeHtml {
  const { writing: words } = messages(reader.locale);
  const wrong = (name: string) => (error?.field === name ? errorMessage(error, reader.locale) : undefined);
  const alt = fieldRow(
    '',
    {
      name: `alt-${n}`,
      label: words.alt(n),
      type: 'text',
      hint: n === 1 ? words.altHint : undefined,
      value: picture?.alt,
      max: 1500,
      optional: true,
    },
    wrong(`alt-${n}`),
  );
  if (picture !== undefined) {
    return html`<div class="picture-in"><img src="/media/${picture.media}" alt="${picture.alt}">
<div><input type="hidden" name="kept-${n}" value="${picture.media}">${alt}
<p class="tick"><input type="checkbox" id="drop-${n}" name="drop-${n}"><label for="drop-${n}">${words.drop(n)}</label></p></div></div>`;
  }
  const message = wrong(`picture-${n}`);
  return html`<div class="picture-in"><div class="field${message && ' wrong'}"><label for="picture-${n}">${words.picture(n)}</label>
${message && html`<p class="field-error" id="picture-${n}-error">${message}</p>`}
<input type="file" id="picture-${n}" name="picture-${n}" accept="image/jpeg,image/png,image/webp,image/gif,image/avif"${message && html` aria-invalid="true" aria-describedby="picture-${n}-error"`}></div>
${alt}</div>`;
}
