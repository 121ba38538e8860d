import { diffWordsWithSpace } from 'diff';
import type { CharterEntry } from '../../domain/charter/charter-reads.ts';
import { CHARTER_MAX } from '../../domain/charter/publish-charter.ts';
import { formatDate } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { textToHtml } from '../../platform/html/text.ts';
import { html, raw, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import type { Typed } from '../typed.ts';
import { type Field, formPage } from './forms.ts';
import { layout } from './layout.ts';
import { emptyNotice, pageHead } from './parts.ts';

/** Two texts that differ all over are shown one after the other rather than compared for longer. */
const COMPARE_MS = 100;

interface CharterContents {
  readonly shown: CharterEntry;
  /** The number of the version in force. */
  readonly current: number;
  readonly previous: CharterEntry | undefined;
  readonly history: readonly CharterEntry[];
  /** The history goes on before this version. */
  readonly older: number | undefined;
}

export function charterPage(reader: Reader, contents: CharterContents): SafeHtml {
  const { shown, current, previous, history, older } = contents;
  const { charter: words, applications } = messages(reader.locale);
  const isCurrent = shown.version === current;
  const title = words.titleOf(reader.group.name);
  return layout(reader, {
    title: isCurrent ? title : `${title}: ${words.version(shown.version)}`,
    description: words.lead,
    section: '/carta',
    hidden: !isCurrent,
    main: html`<article class="wrap narrow charter">${pageHead(title, words.lead)}
${!isCurrent && html`<p class="notice">${words.old(current)} <a href="/carta/${current}">${words.readCurrent}</a></p>`}
<p class="byline">${entryText(reader, shown)}</p>
<div class="prose" dir="auto">${raw(textToHtml(shown.text))}</div>
${isCurrent && reader.signedIn === undefined && reader.settings.takesApplications && html`<p><a class="button" href="/aderisci">${applications.titleOf(reader.group.name)}</a></p>`}
${previous !== undefined && html`<details class="box"><summary>${words.changes}: ${words.changesSince(previous.version)}</summary>${changes(reader, previous.text, shown.text)}</details>`}
<section><h2>${words.history}</h2><ul class="rows">${history.map((entry) => historyRow(reader, entry, shown, current))}</ul>
${older !== undefined && html`<nav class="pager" aria-label="${reader.words.filters.pages}"><a class="button" rel="next" href="/carta/${shown.version}?before=${older}">${reader.words.filters.next}</a></nav>`}</section>
</article>`,
  });
}

function entryText({ locale }: Reader, { version, publishedAt, publisher }: CharterEntry): SafeHtml {
  const { charter: words } = messages(locale);
  return html`${words.version(version)}, <time datetime="${publishedAt.toISOString()}">${words.published(formatDate(publishedAt, locale))}</time>${publisher !== null && html` <bdi>${words.by(publisher)}</bdi>`}`;
}

function historyRow(reader: Reader, entry: CharterEntry, shown: CharterEntry, current: number): SafeHtml {
  const { charter: words } = messages(reader.locale);
  const here = entry.version === shown.version && html` aria-current="page"`;
  return html`<li><p class="row-title"><a href="/carta/${entry.version}"${here}>${words.version(entry.version)}</a>${entry.version === current && html` <span class="badge">${words.current}</span>`}</p>
<p class="quiet-text">${entryText(reader, entry)}</p>
${entry.note !== '' && html`<p dir="auto" class="typed">${entry.note}</p>`}</li>`;
}

/** What one version has and the other has not; read out as well as seen. */
function changes({ locale }: Reader, before: string, after: string): SafeHtml {
  const { charter: words } = messages(locale);
  const parts = diffWordsWithSpace(before, after, { timeout: COMPARE_MS }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  return html`<div class="changes typed" dir="auto">${parts.map(({ value, added, removed }) => {
    if (added)
      return html`<ins><span class="visually-hidden">[${words.added}: </span>${value}<span class="visually-hidden">]</span></ins>`;
    if (removed)
      return html`<del><span class="visually-hidden">[${words.removed}: </span>${value}<span class="visually-hidden">]</span></del>`;
    return value;
  })}</div>`;
}

export function noCharterPage(reader: Reader): SafeHtml {
  const { charter: words } = messages(reader.locale);
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/carta',
    main: html`<div class="wrap narrow"><h1 class="visually-hidden">${words.title}</h1>${emptyNotice(words.none, words.noneLead)}</div>`,
  });
}

/** Where coordinators publish a version; it begins with the text in force. */
export function charterForm(reader: Reader, typed: Typed, error?: UserError): SafeHtml {
  const { publish: words } = messages(reader.locale).charter;
  const fields: Field[] = [
    {
      name: 'text',
      label: words.text,
      hint: words.textHint,
      type: 'long-text',
      max: CHARTER_MAX,
      value: typed.text,
    },
    {
      name: 'note',
      label: words.note,
      hint: words.noteHint,
      type: 'text',
      optional: true,
      max: 500,
      value: typed.note,
    },
  ];
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/coordinamento',
    main: html`<div class="wrap narrow charter-form">${pageHead(words.title, words.lead)}
${formPage(reader, { action: '/carta', fields, submit: words.submit, error })}</div>`,
  });
}
