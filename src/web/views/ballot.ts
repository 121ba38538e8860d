import type { Actor } from '../../domain/actors/actor.table.ts';
import type { PollView } from '../../domain/polls/poll-reads.ts';
import { errorMessage, messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import type { Typed as TypedForm } from '../typed.ts';
import { errorSummary } from './forms.ts';
import type { Typed } from './respond-form.ts';

/** Where on the page the fields are that may be wrong. */
const at: Readonly<Record<string, string>> = { option: 'option-0', sure: 'sure' };

export interface Ballot {
  readonly action: string;
  readonly poll: PollView;
  /** In whose name the reader may still vote. */
  readonly voters: readonly Actor[];
  /** What the reader has to know before; `confirm` is what they have to tick, where it cannot be undone or seen again. */
  readonly note: string;
  readonly confirm?: string;
  /** The form as it was sent back. */
  readonly typed?: Typed | undefined;
}

/** The form in which somebody votes. */
export function ballotForm(reader: Reader, ballot: Ballot): SafeHtml {
  const { poll, voters, typed, confirm } = ballot;
  const words = messages(reader.locale).decisions.vote;
  const error = typed?.error;
  const wrong = (field: string) =>
    error?.field === field &&
    html`<p class="field-error" id="${field}-error">${errorMessage(error, reader.locale)}</p>`;
  const chosen = positionsIn(typed?.values ?? {});
  const [only, ...others] = voters;
  return html`${error && errorSummary(reader, error, at[error.field ?? ''])}
<form class="form ballot" method="post" action="${ballot.action}">
<input type="hidden" name="csrf" value="${reader.csrf}">
${
  others.length === 0
    ? html`<input type="hidden" name="as" value="${only?.id}"><p>${words.as} <strong><bdi>${only?.name}</bdi></strong></p>`
    : html`<div class="field"><label for="ballot-as">${words.as}</label><select id="ballot-as" name="as">${voters.map(
        ({ id, name }) =>
          html`<option value="${id}"${typed?.values.as === id && html` selected`}>${name}</option>`,
      )}</select></div>`
}
<fieldset class="field${error?.field === 'option' && ' wrong'}"${error?.field === 'option' && html` aria-describedby="option-error"`}><legend>${poll.multiple ? words.several : words.one}</legend>
${wrong('option')}
${poll.options.map((label, position) => {
  const id = `option-${position}`;
  const name = poll.multiple ? `option.${position}` : 'option';
  const type = poll.multiple ? 'checkbox' : 'radio';
  return html`<div class="tick"><input type="${type}" id="${id}" name="${name}" value="${position}"${chosen.includes(position) && html` checked`}${!poll.multiple && html` required`}><label for="${id}" dir="auto">${label}</label></div>`;
})}</fieldset>
<p class="notice">${ballot.note}</p>
${
  confirm &&
  html`<div class="field${error?.field === 'sure' && ' wrong'}">${wrong('sure')}
<div class="tick"><input type="checkbox" id="sure" name="sure" value="yes" required${error?.field === 'sure' && html` aria-invalid="true" aria-describedby="sure-error"`}><label for="sure">${confirm}</label></div></div>`
}
<p><button class="button">${words.submit}</button></p>
</form>`;
}

/** The options that were ticked, by position; what is no number is no option. */
export function positionsIn(typed: TypedForm): number[] {
  return Object.entries(typed)
    .filter(([name, value]) => /^option(\.\d+)?$/.test(name) && /^\d{1,3}$/.test(value))
    .map(([, value]) => Number(value));
}
