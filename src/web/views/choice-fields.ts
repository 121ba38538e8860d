import { html, type SafeHtml } from '../html.ts';

interface Choices {
  readonly name: string;
  readonly legend: string;
  /** Value and label. */
  readonly choices: readonly (readonly [value: string, label: string])[];
  readonly value: string | undefined;
  readonly error?: string | undefined;
}

/** One of a few, all in sight. The first takes the id that an error points to. */
export function radios({ name, legend, choices, value, error }: Choices): SafeHtml {
  return html`<fieldset class="radios${error && ' wrong'}"><legend>${legend}</legend>
${error && html`<p class="field-error" id="${name}-error">${error}</p>`}
<div class="inline">${choices.map(([choice, label], index) => {
    const id = index === 0 ? name : `${name}-${choice}`;
    return html`<p class="tick"><input type="radio" id="${id}" name="${name}" value="${choice}"${choice === value && html` checked`}${error && html` aria-describedby="${name}-error"`} required><label for="${id}">${label}</label></p>`;
  })}</div></fieldset>`;
}

export function tick(name: string, label: string, checked: boolean): SafeHtml {
  return html`<p class="tick"><input type="checkbox" id="${name}" name="${name}"${checked && html` checked`}><label for="${name}">${label}</label></p>`;
}
