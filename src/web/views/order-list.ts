import type { OrderView } from '../../domain/orders/order-reads.ts';
import type { Page } from '../../platform/pages.ts';
import { html, type SafeHtml } from '../html.ts';
import { addressWith, type OrderQuery } from '../query.ts';
import type { Reader } from '../reader.ts';
import { fromTabs } from './filters.ts';
import { layout } from './layout.ts';
import { orderCards, orderWords } from './order-parts.ts';
import { emptyNotice, pageHead, pager } from './parts.ts';

const SOON_MS = 3 * 86_400_000;

export function orderList(reader: Reader, query: OrderQuery, page: Page<OrderView>): SafeHtml {
  const words = orderWords(reader);
  const { after: _, ...filters } = query;
  return layout(reader, {
    title: words.title,
    description: words.lead,
    section: '/ordini',
    hidden: query.after !== undefined,
    feed: { href: addressWith('/ordini.atom', filters), title: `${reader.group.name}: ${words.feed}` },
    main: html`<div class="wrap narrow">
${pageHead(words.title, words.lead)}
${reader.signedIn !== undefined && html`<p class="actions"><a class="button" href="/ordini/nuovo">${words.open}</a></p>`}
${orderTabs(reader, query.state ?? 'open')}
${reader.web.role === 'district' && fromTabs(reader, '/ordini', query)}
${page.items.length === 0 ? emptyNotice(query.state === 'ended' ? words.emptyEnded : words.empty) : parts(reader, query, page.items)}
${pager(reader, '/ordini', query, page.next)}
</div>`,
  });
}

/** Those that close within three days come first, under a heading of their own. */
function parts(reader: Reader, { state }: OrderQuery, items: readonly OrderView[]): SafeHtml {
  const words = orderWords(reader);
  const limit = new Date(reader.web.domain.clock.now().getTime() + SOON_MS);
  const soon = state === 'ended' ? [] : items.filter(({ order }) => order.closesAt <= limit);
  const others = items.slice(soon.length);
  if (soon.length === 0) return orderCards(reader, items, 2);
  return html`<section><h2>${words.soon}</h2>${orderCards(reader, soon, 3)}</section>
${others.length > 0 && html`<section><h2>${words.others}</h2>${orderCards(reader, others, 3)}</section>`}`;
}

export function orderTabs(reader: Reader, shown: 'open' | 'ended' | 'mine'): SafeHtml {
  const { tabs, tabsLabel } = orderWords(reader);
  const paths = { open: '/ordini', ended: '/ordini?state=ended', mine: '/impegni' } as const;
  const names =
    reader.signedIn === undefined ? (['open', 'ended'] as const) : (['open', 'ended', 'mine'] as const);
  return html`<nav class="tabs" aria-label="${tabsLabel}"><ul>${names.map(
    (name) =>
      html`<li><a href="${paths[name]}"${name === shown && html` aria-current="true"`}>${tabs[name]}</a></li>`,
  )}</ul></nav>`;
}
