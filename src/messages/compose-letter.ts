/** How a letter of the node reads: its sentences from the catalogue, as text and as HTML. */
import type { NewLetter } from '../domain/letters/letter.ts';
import { escapeHtml, textToHtml } from '../platform/html/text.ts';
import type { LetterSentences, LetterText, Sender } from './letter-text.ts';
import { messages } from './messages.ts';

export interface ComposedLetter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The letter as it is sent: the same words as plain text and as HTML without pictures, styles from elsewhere or tracking. */
export function composeLetter(letter: NewLetter, sender: Sender): ComposedLetter {
  const { hello, footer, kinds, unsubscribe: stop } = messages(letter.locale).letters;
  const { subject, lines, action, after = [], unsubscribe } = sentenceOf(kinds, letter, sender);
  const end = footer(sender.district, sender.origin);
  const text = [
    hello,
    ...lines,
    ...(action ? [`${action.label}:\n${action.url}`] : []),
    ...after,
    `-- \n${end}`,
    ...(unsubscribe ? [`${stop}:\n${unsubscribe}`] : []),
  ];
  const button =
    action && `<p><a href="${escapeHtml(action.url)}" style="${BUTTON}">${escapeHtml(action.label)}</a></p>`;
  const address = action && `<p style="${SMALL}">${escapeHtml(action.url)}</p>`;
  const link =
    unsubscribe && `<p style="${SMALL}"><a href="${escapeHtml(unsubscribe)}">${escapeHtml(stop)}</a></p>`;
  const html = `<!doctype html>
<html lang="${letter.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="${BODY}">
${[hello, ...lines].map(textToHtml).join('\n')}
${button ?? ''}${address ?? ''}
${after.map(textToHtml).join('\n')}
<hr style="border:0;border-top:1px solid #ddd2bd"><p style="${SMALL}">${escapeHtml(end)}</p>${link ?? ''}
</body></html>
`;
  return {
    subject,
    text: `${text.join('\n\n')}\n`,
    html,
    ...(unsubscribe ? { headers: listHeaders(unsubscribe) } : {}),
  };
}

/** Mail programs show a button for it, and need nothing but that one POST (RFC 2369, RFC 8058). */
function listHeaders(address: string): Readonly<Record<string, string>> {
  return { 'List-Unsubscribe': `<${address}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

const BODY =
  'max-width:36rem;margin:0 auto;padding:1.5rem;font:17px/1.55 system-ui,sans-serif;color:#23302a;background:#fffdf8';
const BUTTON =
  'display:inline-block;padding:.7rem 1.4rem;border-radius:999px;background:#2c6440;color:#fff;font-weight:700;text-decoration:none';
const SMALL = 'font-size:14px;color:#55604f;overflow-wrap:anywhere';

/** The compiler cannot see that the sentence found by a kind takes the contents of that kind. */
function sentenceOf(kinds: LetterSentences, letter: NewLetter, sender: Sender): LetterText {
  const sentence = kinds[letter.kind] as (contents: unknown, sender: Sender) => LetterText;
  return sentence(letter.contents, sender);
}
