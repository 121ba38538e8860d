import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import { formatDate } from '../../messages/format.ts';
import type { Page } from '../../platform/pages.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { inReturnText, nextText, otherOf, type SeenAgreement, stateBadge } from './agreement-parts.ts';
import { layout } from './layout.ts';
import { actorLink, emptyNotice, pageHead, pager } from './parts.ts';
import { quantityText } from './terms.ts';

export interface AgreementList {
  readonly page: Page<SeenAgreement>;
  readonly after: string | undefined;
  /** Other terms that somebody offers the reader, each with the agreement's page where to accept them. */
  readonly counterOffers: readonly { readonly offer: ProposalView; readonly href: string }[];
}

export function agreementList(reader: Reader, { page, after, counterOffers }: AgreementList): SafeHtml {
  const { agreements: words } = reader;
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/accordi',
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
<p><a href="/messaggi">${words.enquiries.title}</a></p>
${
  counterOffers.length > 0 &&
  html`<section class="box"><h2>${words.counter.waiting}</h2><ul class="plain">${counterOffers.map(
    ({ offer, href }) =>
      html`<li><a href="${href}">${words.counter.received(offer.owner.name)}: <span dir="auto">${offer.post.title}</span></a></li>`,
  )}</ul></section>`
}
${page.items.length === 0 ? emptyNotice(words.empty) : html`<ul class="news">${page.items.map((seen) => row(reader, seen))}</ul>`}
${pager(reader, '/accordi', { after }, page.next)}</div>`,
  });
}

function row(reader: Reader, seen: SeenAgreement): SafeHtml {
  const { agreement } = seen.view;
  return html`<li class="card"><div class="card-body"><p class="card-kind">${stateBadge(reader, agreement.state)}</p>
<h2 dir="auto"><a href="/accordi/${agreement.id}">${agreement.title}</a></h2>
<p>${actorLink(otherOf(seen))} · ${quantityText(reader, agreement.quantity, agreement.unit)} · ${inReturnText(reader, agreement.inReturn)} · ${reader.agreements.since(formatDate(agreement.proposedAt, reader.locale))}</p>
<p><strong>${nextText(reader, seen)}</strong></p></div></li>`;
}
