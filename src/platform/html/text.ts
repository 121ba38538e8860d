import { linkTo, sanitiseRemoteHtml } from './sanitise-remote-html.ts';

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/** The text of a post's HTML, for search, feeds and titles: a line for a `<br>`, a blank line between blocks. */
export function htmlToText(html: string): string {
  // Sanitised HTML has one spelling of each tag, no `>` in an attribute and four entities.
  return sanitiseRemoteHtml(html)
    .replace(/\s+/g, ' ')
    .replace(/<br \/>|<\/li>/g, '\n')
    .replace(/<\/?(?:p|blockquote|pre|ul|ol)\b[^>]*>/g, '\n\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:amp|lt|gt|quot);/g, (entity) => ENTITIES[entity] ?? entity)
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const LINK = /https?:\/\/[^\s<>"]{1,2000}/giu;
/** Punctuation that ends the sentence and not the address. */
const TRAILING = new Set(".,;:!?'”’»…])}");

/** Text as a person typed it, as HTML: paragraphs at blank lines, `<br />` at line ends, http(s) links. */
export function textToHtml(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\t\n]/gu, '')
    .trim()
    .split(/\n\s*\n/u)
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${linked(paragraph).replaceAll('\n', '<br />')}</p>`)
    .join('');
}

function linked(text: string): string {
  let html = '';
  let end = 0;
  for (const { 0: match, index } of text.matchAll(LINK)) {
    const address = withoutTrailing(match);
    const { href, rel } = linkTo(address);
    if (href === undefined) continue;
    html += escapeHtml(text.slice(end, index));
    html += `<a href="${escapeHtml(href)}" rel="${rel}">${escapeHtml(address)}</a>`;
    end = index + address.length;
  }
  return html + escapeHtml(text.slice(end));
}

function withoutTrailing(address: string): string {
  let end = address.length;
  while (TRAILING.has(address.charAt(end - 1))) end--;
  // A closing bracket belongs to an address that opens one, as in Wikipedia's.
  if (address.charAt(end) === ')' && address.slice(0, end).includes('(')) end++;
  return address.slice(0, end);
}

/** For text and for attributes in double quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
