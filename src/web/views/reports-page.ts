import type { Actor } from '../../domain/actors/actor.table.ts';
import type { OpenReport } from '../../domain/reports/report.ts';
import { formatDate } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import { addressWith } from '../query.ts';
import type { Reader } from '../reader.ts';
import { layout } from './layout.ts';
import { pageHead } from './parts.ts';
import { button } from './people-page.ts';

interface ReportList {
  readonly items: readonly OpenReport[];
  readonly next: string | undefined;
}

export function reportsPage(reader: Reader, { items, next }: ReportList): SafeHtml {
  const { reports: words, moderation } = messages(reader.locale);
  const handleOf = ({ handle, host }: Actor) => `@${handle}${host === null ? '' : `@${host}`}`;
  const settle = (id: string) => button(reader, '/coordinamento/segnalazioni/risolta', { id }, words.settle);
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/coordinamento',
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
${
  items.length === 0
    ? html`<p class="quiet-text">${words.empty}</p>`
    : html`<ul class="rows">${items.map(
        ({ report, reporter, target }) =>
          html`<li class="session"><div><p class="row-title"><a href="${target.url}">${target.name}</a></p>
<p>${report.comment === '' ? words.noComment : report.comment}</p>
${report.posts.map((uri) => html`<p><a href="${uri}">${words.post}</a></p>`)}
<p class="quiet-text">${words.categories[report.category]} · ${words.from(reporter.name, formatDate(report.createdAt, reader.locale))}</p><p><a href="${addressWith('/coordinamento/sospesi', { address: handleOf(target) })}">${moderation.suspended.submit}</a></p></div>${settle(report.id)}</li>`,
      )}</ul>`
}${next && html`<p><a href="/coordinamento/segnalazioni?after=${next}">${words.more}</a></p>`}</div>`,
  });
}
