import { errorMessage } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type:
    | 'text'
    | 'email'
    | 'password'
    | 'decimal'
    | 'date'
    | 'datetime-local'
    | 'url'
    | 'long-text'
    | 'choice'
    | 'several';
  readonly hint?: string | undefined;
  readonly autocomplete?: string;
  readonly value?: string | undefined;
  /** May stay empty. */
  readonly optional?: boolean;
  /** At the most so many characters; else 254, and 2000 in a long text. */
  readonly max?: number;
  /** The id of a `datalist` with suggestions. */
  readonly list?: string | undefined;
  /** What a choice offers: value and label. Of `several`, each is a field of its own, `name.value`. */
  readonly choices?: readonly (readonly [value: string, label: string])[];
}

/** A form that binds itself to its reader and says what is wrong, above and beside the field. */
export function formPage(
  reader: Reader,
  form: {
    readonly action: string;
    /** Where a page has several forms: begins the ids of this one's fields. */
    readonly prefix?: string;
    readonly fields: readonly Field[];
    readonly hidden?: Readonly<Record<string, string>>;
    /** What stands below the fields. */
    readonly end?: SafeHtml | undefined;
    readonly submit: string;
    readonly error?: UserError | undefined;
  },
): SafeHtml {
  const { error, fields, prefix = '' } = form;
  const wrong = fields.find(({ name }) => name === error?.field)?.name;
  return html`${error && errorSummary(reader, error, wrong && prefix + wrong)}
<form class="form" method="post" action="${form.action}">
<input type="hidden" name="csrf" value="${reader.csrf}">
${Object.entries(form.hidden ?? {}).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${fields.map((field) => fieldRow(prefix, field, field.name === wrong && error ? errorMessage(error, reader.locale) : undefined))}${form.end}
<p><button class="button">${form.submit}</button></p>
</form>`;
}

export function errorSummary(reader: Reader, error: UserError, wrong: string | undefined): SafeHtml {
  const message = errorMessage(error, reader.locale);
  return html`<div class="error-summary" role="alert" tabindex="-1"><h2>${reader.words.form.errorTitle}</h2>
<p>${wrong === undefined ? message : html`<a href="#${wrong}">${message}</a>`}</p></div>`;
}

/** One field with its label, its hint, and what is wrong with it. */
export function fieldRow(prefix: string, field: Field, error: string | undefined): SafeHtml {
  if (field.type === 'several') return severalRow(prefix, field, error);
  const { label, hint } = field;
  const id = prefix + field.name;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  const state = html`${field.optional !== true && html` required`}${described !== '' && html` aria-describedby="${described}"`}${error && html` aria-invalid="true"`}`;
  return html`<div class="field${error && ' wrong'}">
<label for="${id}">${label}</label>
${hint && html`<p class="hint" id="${id}-hint">${hint}</p>`}
${error && html`<p class="field-error" id="${id}-error">${error}</p>`}
${control(id, field, state)}
</div>`;
}

/** Boxes to tick; the value names those that are, with blanks between. */
function severalRow(
  prefix: string,
  { name, label, hint, value = '', choices = [] }: Field,
  error: string | undefined,
): SafeHtml {
  const id = prefix + name;
  const ticked = new Set(value.split(' '));
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return html`<fieldset class="field${error && ' wrong'}" id="${id}" tabindex="-1"${described !== '' && html` aria-describedby="${described}"`}>
<legend>${label}</legend>
${hint && html`<p class="hint" id="${id}-hint">${hint}</p>`}
${error && html`<p class="field-error" id="${id}-error">${error}</p>`}
<div class="ticks">${choices.map(([choice, text]) => {
    const box = `${id}.${choice}`;
    return html`<p class="tick"><input type="checkbox" id="${box}" name="${name}.${choice}"${ticked.has(choice) && html` checked`}><label for="${box}" dir="auto">${text}</label></p>`;
  })}</div></fieldset>`;
}

function control(
  id: string,
  { name, type, value, autocomplete = 'off', choices = [], max, list }: Field,
  state: SafeHtml,
): SafeHtml {
  switch (type) {
    case 'long-text':
      return html`<textarea id="${id}" name="${name}" rows="${max === undefined ? 4 : 8}" maxlength="${max ?? 2000}"${state}>${value}</textarea>`;
    case 'choice':
      return html`<select id="${id}" name="${name}"${state}>${choices.map(
        ([choice, label]) =>
          html`<option value="${choice}"${choice === value && html` selected`}>${label}</option>`,
      )}</select>`;
    case 'decimal':
      return html`<input id="${id}" name="${name}" type="text" inputmode="decimal" autocomplete="off" maxlength="40" value="${value}"${state}>`;
    case 'date':
    case 'datetime-local':
      return html`<input id="${id}" name="${name}" type="${type}" value="${value}"${state}>`;
    default:
      return html`<input id="${id}" name="${name}" type="${type}" autocomplete="${autocomplete}" maxlength="${max ?? 254}"${list && html` list="${list}"`}${
        type === 'password' ? undefined : html` value="${value}"`
      }${state}${(name === 'handle' || name === 'address') && html` autocapitalize="none" spellcheck="false"`}>`;
  }
}
