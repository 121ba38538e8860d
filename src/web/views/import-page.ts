import { errorMessage, messages } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import type { Typed } from '../typed.ts';
import { errorSummary } from './forms.ts';
import { layout } from './layout.ts';
import { pageHead } from './parts.ts';
import { speakerField } from './proposal-form.ts';

/** What will become of one line, or has. */
export interface ImportLine {
  readonly line: number;
  readonly title: string;
  readonly result: 'added' | 'changed' | 'same' | 'failed';
  readonly error?: UserError;
}

export interface ImportPage {
  readonly typed: Typed;
  readonly error?: UserError | undefined;
  readonly lines?: readonly ImportLine[] | undefined;
  /** Whether it has been done, or would be. */
  readonly done?: boolean;
}

export function importPage(reader: Reader, page: ImportPage): SafeHtml {
  const { importing: words, ...writing } = messages(reader.locale).writing;
  const { typed, error, lines, done = false } = page;
  const worthIt = lines?.some(({ result }) => result === 'added' || result === 'changed') ?? false;
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/io',
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
${error && errorSummary(reader, error, 'csv')}
${done && html`<p class="notice" role="status">${words.done} <a href="/io/offerte">${messages(reader.locale).own.proposals}</a></p>`}
${lines && html`<section class="box"><h2>${done ? words.happened : words.willHappen}</h2><ol class="rows">${lines.map((one) => importLine(reader, one))}</ol></section>`}
${
  lines &&
  worthIt &&
  !done &&
  html`<form class="form" method="post" action="/io/offerte/importa" enctype="multipart/form-data"><input type="hidden" name="csrf" value="${reader.csrf}">
<input type="hidden" name="as" value="${typed.as}"><textarea hidden name="text" aria-label="${words.file}">${typed.text}</textarea>
<p><button class="button" name="step" value="publish">${words.confirm}</button></p></form>`
}
<form class="form" method="post" action="/io/offerte/importa" enctype="multipart/form-data"><input type="hidden" name="csrf" value="${reader.csrf}">
${speakerField(reader, typed)}
<div class="field"><label for="csv">${words.file}</label><p class="hint" id="csv-hint">${words.fileHint}</p>
<input type="file" id="csv" name="csv" accept=".csv,.json,text/csv,text/plain,application/json" aria-describedby="csv-hint" required></div>
<p><button class="button${lines && ' quiet'}" name="step" value="preview">${writing.preview}</button></p></form>
<details><summary>${words.columns}</summary><p>${words.columnsText}</p><pre class="letter">${words.example}</pre></details></div>`,
  });
}

function importLine(reader: Reader, { line, title, result, error }: ImportLine): SafeHtml {
  const { importing: words } = messages(reader.locale).writing;
  return html`<li><p class="row-title">${words.line(line)}: <span dir="auto">${title}</span></p>
<p${error && html` class="field-error"`}>${error === undefined ? words.results[result] : `${words.results.failed} ${errorMessage(error, reader.locale)}`}</p></li>`;
}
