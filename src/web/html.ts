/** HTML that is safe to send: made by {@link html}, or vouched for by {@link raw}. */
export class SafeHtml {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

export type HtmlValue =
  | SafeHtml
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | readonly HtmlValue[];

/**
 * Every value is escaped, for text as for a quoted attribute; arrays are joined; null, undefined and false
 * are left out. An attribute's value must stand in double quotes. Good for XML as well.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): SafeHtml {
  let text = strings[0] ?? '';
  values.forEach((value, index) => {
    text += render(value) + (strings[index + 1] ?? '');
  });
  return new SafeHtml(text);
}

/** Only for HTML that was sanitised when it came in. */
export function raw(sanitised: string): SafeHtml {
  return new SafeHtml(sanitised);
}

function render(value: HtmlValue): string {
  if (value === null || value === undefined || value === false || value === true) return '';
  if (value instanceof SafeHtml) return value.toString();
  if (typeof value === 'object') return value.map(render).join('');
  return escapeText(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Characters that XML 1.0 cannot hold are dropped. */
function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r\u{80}-\u{9f}]|[\uFFFE\uFFFF]/gu, '')
    .replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? '');
}

/** The address if it is one of the web's, for an `href`: a stored `javascript:` address is nobody's link. */
export function webAddress(address: string | null | undefined): string | undefined {
  if (!address || !URL.canParse(address)) return undefined;
  const { protocol, href } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}
