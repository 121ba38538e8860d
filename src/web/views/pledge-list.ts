import type { PledgeView } from '../../domain/orders/pledge-reads.ts';
import type { Page } from '../../platform/pages.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { layout } from './layout.ts';
import { orderTabs } from './order-list.ts';
import { orderWords } from './order-parts.ts';
import { emptyNotice, pageHead, pager } from './parts.ts';
import { pledgeLine } from './pledge-parts.ts';

export function pledgeList(reader: Reader, page: Page<PledgeView>, after: string | undefined): SafeHtml {
  const { mine: words } = orderWords(reader);
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/impegni',
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
${orderTabs(reader, 'mine')}
${page.items.length === 0 ? emptyNotice(words.empty) : html`<ul class="news">${page.items.map((view) => row(reader, view))}</ul>`}
${pager(reader, '/impegni', { after }, page.next)}</div>`,
  });
}

function row(reader: Reader, view: PledgeView): SafeHtml {
  const { order, post, line } = view;
  return html`<li class="news-item"><div><h2 dir="auto"><a href="/ordini/${order.postId}">${post.title ?? line?.title}</a></h2>
${pledgeLine(reader, view)}</div></li>`;
}
