import type { OrderView } from '../../domain/orders/order-reads.ts';
import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import { formatDateTime } from '../../messages/format.ts';
import { html, type SafeHtml } from '../html.ts';
import { addressWith } from '../query.ts';
import type { Reader } from '../reader.ts';
import { orderTitle, orderWords, stillText } from './order-parts.ts';

/** On the page of an offer: the orders that are open on it, and the way to open one. */
export function ordersOnOffer(
  reader: Reader,
  { post, proposal }: ProposalView,
  orders: readonly OrderView[],
): SafeHtml | undefined {
  const words = orderWords(reader);
  const isOpen = proposal.purpose === 'offer' && proposal.state === 'open' && post.visibility === 'public';
  const mayOpen = isOpen && reader.signedIn !== undefined && !proposal.negotiable;
  if (orders.length === 0 && !mayOpen) return undefined;
  return html`<section class="box"><h2>${words.onOffer}</h2>
${orders.length > 0 && html`<ul class="plain">${orders.map((view) => entry(reader, view))}</ul>`}
${mayOpen && html`<p><a class="button quiet" href="${addressWith('/ordini/nuovo', { offerta: post.id })}">${words.open}</a></p>`}</section>`;
}

function entry(reader: Reader, view: OrderView): SafeHtml {
  const { order } = view;
  const closing = orderWords(reader).closesAt(formatDateTime(order.closesAt, reader.locale));
  return html`<li><p><a href="/ordini/${order.postId}" dir="auto">${orderTitle(view)}</a></p><p>${closing}. ${stillText(reader, view)}</p></li>`;
}
