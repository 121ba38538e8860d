import type { NewLetter } from '../../domain/letters/letter.ts';
import type { LetterEntry } from '../../domain/letters/letter-reads.ts';
import { composeLetter } from '../../messages/compose-letter.ts';
import { formatDateTime } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { layout } from './layout.ts';
import { emptyNotice, facts, pageHead, pager } from './parts.ts';

interface LetterList {
  readonly items: readonly LetterEntry[];
  readonly next: string | undefined;
  readonly after: string | undefined;
}

export function letterListPage(reader: Reader, { items, next, after }: LetterList): SafeHtml {
  const { pages: words } = messages(reader.locale).letters;
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/coordinamento',
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
${!reader.web.mail && html`<p class="notice">${words.noWayOut}</p>`}
${items.length === 0 ? emptyNotice(words.empty) : html`<ul class="rows">${items.map((one) => letterRow(reader, one))}</ul>`}
${pager(reader, '/coordinamento/lettere', { after }, next)}</div>`,
  });
}

function letterRow({ locale }: Reader, { id, email, kind, state, createdAt }: LetterEntry): SafeHtml {
  const { pages: words } = messages(locale).letters;
  const readable = state === 'kept' || state === 'refused';
  const subject = words.subjects[kind];
  return html`<li><p class="row-title">${readable ? html`<a href="/coordinamento/lettere/${id}">${subject}</a>` : subject}</p>
<p class="quiet-text"><span class="address">${email}</span> · ${formatDateTime(createdAt, locale)} · ${words.states[state]}</p></li>`;
}

export function letterPage(reader: Reader, letter: NewLetter & LetterEntry): SafeHtml {
  const { locale, group, web } = reader;
  const { pages: words } = messages(locale).letters;
  const { subject, text } = composeLetter(letter, {
    district: group.name,
    origin: web.domain.addresses.origin,
  });
  return layout(reader, {
    title: subject,
    hidden: true,
    section: '/coordinamento',
    main: html`<div class="wrap narrow">${pageHead(subject)}
<p class="notice">${words.passOn(letter.email)}</p>
${facts([
  [words.to, html`<span class="address">${letter.email}</span>`],
  [words.written, formatDateTime(letter.createdAt, locale)],
  [words.state, words.states[letter.state]],
])}
<pre class="letter" lang="${letter.locale}">${text}</pre></div>`,
  });
}
