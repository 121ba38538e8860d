import type { OrderView } from '../../domain/orders/order-reads.ts';
import type { PledgeView } from '../../domain/orders/pledge-reads.ts';
import { formatDate, formatDateTime } from '../../messages/format.ts';
import type { Page } from '../../platform/pages.ts';
import { html, raw, type SafeHtml } from '../html.ts';
import { addressWith } from '../query.ts';
import type { Reader } from '../reader.ts';
import { inReturnText } from './agreement-parts.ts';
import { formPage } from './forms.ts';
import { layout } from './layout.ts';
import {
  amountText,
  lineAmount,
  orderTitle,
  orderWords,
  phaseBadge,
  phaseIn,
  priceText,
  progress,
} from './order-parts.ts';
import { actorLink, excerpt, facts, kindName, originName, placeName } from './parts.ts';
import { ownPledges, type PledgeTried, pledgeBox } from './pledge-parts.ts';
import { portrait } from './portrait.ts';
import type { Typed } from './respond-form.ts';

export interface OrderPage {
  readonly view: OrderView;
  /** What the reader pledged. */
  readonly mine: readonly PledgeView[];
  /** What all pledged: for the owner alone. */
  readonly all: Page<PledgeView> | undefined;
  readonly tried?: PledgeTried | undefined;
  /** What the owner wrote in calling it off, where that came back. */
  readonly cancelling?: Typed | undefined;
}

export function orderPage(reader: Reader, page: OrderPage): SafeHtml {
  const { view, mine, all, tried } = page;
  const words = orderWords(reader);
  const { post, owner } = view;
  const phase = phaseIn(reader, view);
  return layout(reader, {
    title: orderTitle(view),
    description: excerpt(post.content, 200),
    section: '/ordini',
    canonical: post.url,
    hidden: owner.host !== null || !owner.indexable,
    main: html`<article class="wrap sheet h-entry">
<nav class="crumbs" aria-label="${reader.words.proposals.crumb}"><a href="/ordini">${words.title}</a></nav>
<header class="sheet-head"><p class="card-kind">${phaseBadge(reader, phase)}</p>
<h1 dir="auto">${orderTitle(view)}</h1></header>
<div class="sheet-columns"><div class="sheet-main">
${words.phaseTexts[phase] !== '' && html`<p class="notice" role="status">${words.phaseTexts[phase]}</p>`}
<section class="box"><h2>${words.progress.title}</h2>${progress(reader, view)}</section>
<div class="prose" dir="auto"${post.language !== null && post.language !== reader.locale && html` lang="${post.language}"`}>${raw(post.content)}</div>
${lineTable(reader, view)}
${factList(reader, view)}
${all !== undefined && ownerBox(reader, page, all)}
</div><aside class="sheet-side">
${ownPledges(reader, view, mine, tried)}
${pledgeBox(reader, view, tried)}
${whoBox(reader, view)}
</aside></div></article>`,
  });
}

function lineTable(reader: Reader, view: OrderView): SafeHtml {
  const { lines: words } = orderWords(reader);
  return html`<section><h2>${words.title}</h2><ul class="plain order-lines">${view.lines.map(
    (line) => html`<li><p><strong dir="auto">${line.title}</strong> · ${priceText(reader, line)}</p>
<p>${words.pledged}: ${lineAmount(reader, view, line, line.pledged)}${line.offerId !== null && html` · <a href="/offerte/${line.offerId}">${words.offer}</a>`}</p></li>`,
  )}</ul></section>`;
}

function factList(reader: Reader, view: OrderView): SafeHtml {
  const { facts: words } = orderWords(reader);
  const { order, owner, group } = view;
  const time = (at: Date, text: string) => html`<time datetime="${at.toISOString()}">${text}</time>`;
  return facts([
    phaseIn(reader, view) === 'upcoming' && [
      words.opens,
      time(order.opensAt, formatDateTime(order.opensAt, reader.locale)),
    ],
    [words.closes, time(order.closesAt, formatDateTime(order.closesAt, reader.locale))],
    order.deliversAt !== null && [
      words.delivers,
      time(order.deliversAt, formatDate(order.deliversAt, reader.locale)),
    ],
    order.minimum !== null && [words.minimum, amountText(reader, view, order.minimum)],
    order.maximum !== null && [words.maximum, amountText(reader, view, order.maximum)],
    order.pickups.length > 0 && [
      words.pickups,
      html`<ul class="plain">${order.pickups.map((place) => html`<li dir="auto">${place}</li>`)}</ul>`,
    ],
    [words.from, html`<bdi>${originName(reader, owner, group)}</bdi>`],
  ]);
}

function whoBox(reader: Reader, { owner }: OrderView): SafeHtml {
  return html`<section class="box"><h2>${orderWords(reader).facts.owner}</h2>
<div class="owner">${portrait(owner)}<div><p class="owner-name">${actorLink(owner)}</p>
<p>${[kindName(reader, owner), placeName(owner)].filter(Boolean).join(' · ')}</p></div></div></section>`;
}

/** All pledges, the delivery list, and what the owner can do with the order. */
function ownerBox(reader: Reader, { view, cancelling }: OrderPage, all: Page<PledgeView>): SafeHtml {
  const { owner: words, pledge, form } = orderWords(reader);
  const { order, lines } = view;
  const path = `/ordini/${order.postId}`;
  return html`<section class="box" id="pledges"><h2 id="pledges-title">${words.title}</h2><p>${words.lead}</p>
${all.items.length === 0 ? html`<p>${pledge.none}</p>` : pledgeTable(reader, view, all.items)}
${all.next !== undefined && html`<p><a class="button quiet" rel="next" href="${addressWith(path, { after: all.next })}#pledges">${reader.words.filters.next}</a></p>`}
${all.items.length > 0 && html`<p><a class="button quiet" href="${path}/consegne.csv" download>${words.csv}</a></p>`}
${order.state === 'confirmed' && lines.map((line) => foreignLine(reader, view, line))}
${
  order.state === 'open' &&
  html`<p><a class="button quiet" href="${path}/modifica">${words.change}</a></p>
<details${cancelling && html` open`}><summary>${words.cancel}</summary><p>${words.cancelLead}</p>
${formPage(reader, {
  action: `${path}/annulla`,
  prefix: 'cancel-',
  fields: [
    { name: 'note', label: form.reason, type: 'long-text', optional: true, value: cancelling?.values.note },
  ],
  submit: words.cancel,
  error: cancelling?.error,
})}</details>`
}</section>`;
}

/** Goods of somebody else's: what was asked of them, or has to be. */
function foreignLine(reader: Reader, { order, owner }: OrderView, line: OrderView['lines'][number]) {
  const { owner: words } = orderWords(reader);
  if (line.pledged === '0') return undefined;
  if (line.responseId !== null) {
    return html`<p><a href="/accordi/${line.responseId}">${words.ordered(line.title)}</a></p>`;
  }
  const isOwn = line.offerUri.startsWith(`${new URL(owner.uri).origin}/`) && line.offerId !== null;
  return (
    !isOwn &&
    html`<p>${line.offerId === null ? words.byHand(line.title) : html`<a href="/offerte/${line.offerId}">${words.byHand(line.title)}</a>`} ${lineAmount(reader, { order }, line, line.pledged)}</p>`
  );
}

function pledgeTable(reader: Reader, view: OrderView, items: readonly PledgeView[]): SafeHtml {
  const { owner: words } = orderWords(reader);
  return html`<div class="table-scroll" role="region" tabindex="0" aria-labelledby="pledges-title"><table>
<thead><tr><th scope="col">${words.buyer}</th><th scope="col">${words.what}</th><th scope="col">${words.quantity}</th><th scope="col">${words.inReturn}</th><th scope="col">${words.pickup}</th><th scope="col">${words.message}</th></tr></thead>
<tbody>${items.map(
    ({ pledge, line, buyer }) =>
      html`<tr><th scope="row">${actorLink(buyer)}</th><td dir="auto">${line?.title}</td><td>${lineAmount(reader, view, line, pledge.quantity)}</td><td>${inReturnText(reader, pledge.inReturn)}</td><td dir="auto">${pledge.pickup}</td><td dir="auto" class="typed">${pledge.message}</td></tr>`,
  )}</tbody></table></div>`;
}
