import { errorMessage } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'email' | 'password';
  readonly hint?: string;
  readonly autocomplete: string;
  readonly value?: string | undefined;
}

/** A form that binds itself to its reader and says what is wrong, above and beside the field. */
export function formPage(
  reader: Reader,
  form: {
    readonly action: string;
    readonly fields: readonly Field[];
    readonly hidden?: Readonly<Record<string, string>>;
    readonly submit: string;
    readonly error?: UserError | undefined;
  },
): SafeHtml {
  const { error, fields } = form;
  const wrong = fields.find(({ name }) => name === error?.field)?.name;
  return html`${error && errorSummary(reader, error, wrong)}
<form class="form" method="post" action="${form.action}">
<input type="hidden" name="csrf" value="${reader.csrf}">
${Object.entries(form.hidden ?? {}).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${fields.map((field) => fieldRow(field, field.name === wrong && error ? errorMessage(error, reader.locale) : undefined))}
<p><button class="button">${form.submit}</button></p>
</form>`;
}

function errorSummary(reader: Reader, error: UserError, wrong: string | undefined): SafeHtml {
  const message = errorMessage(error, reader.locale);
  return html`<div class="error-summary" role="alert" tabindex="-1"><h2>${reader.words.form.errorTitle}</h2>
<p>${wrong === undefined ? message : html`<a href="#${wrong}">${message}</a>`}</p></div>`;
}

function fieldRow(
  { name, label, type, hint, autocomplete, value }: Field,
  error: string | undefined,
): SafeHtml {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ');
  return html`<div class="field${error && ' wrong'}">
<label for="${name}">${label}</label>
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${error && html`<p class="field-error" id="${name}-error">${error}</p>`}
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" required maxlength="254"${
    type === 'password' ? undefined : html` value="${value}"`
  }${described !== '' && html` aria-describedby="${described}"`}${error && html` aria-invalid="true"`}${
    name === 'handle' && html` autocapitalize="none" spellcheck="false"`
  }>
</div>`;
}
