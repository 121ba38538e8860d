import type { Addresses } from '../../domain/addresses.ts';
import { missingOf, roomOf } from '../../domain/orders/order.ts';
import type { OrderView } from '../../domain/orders/order-reads.ts';
import { formatDate, formatDateTime } from '../../messages/format.ts';
import { type Locale, messages } from '../../messages/messages.ts';
import { priceOf, quantityText } from '../../messages/proposal-content.ts';
import { escapeHtml } from '../../platform/html/text.ts';
import { fragmentsOf } from './agreement-to-json.ts';
import { defined, type JsonObject, ORDER_CONTEXT } from './context.ts';
import { dateTime, hashtag, provenance, searchableBy } from './note-parts.ts';

/**
 * A collective order of ours as a `Note`, with its context. Recognised by `collectiveOrder` (its state) and `publishes`
 * (its lines); it has no `purpose`, so nobody takes it for an offer. What one buyer pledged is not in it.
 */
export function orderToNote(
  view: OrderView,
  { addresses, locale }: { readonly addresses: Addresses; readonly locale: Locale },
): JsonObject {
  const { post, order, owner, group, lines } = view;
  const content = orderContent(view, locale);
  const tags = [...new Set([messages(locale).orders.wire.hashtag, ...post.tags])];
  const amount = (value: string | null) => (value === null ? undefined : measure(value, order.unit));
  return defined({
    '@context': ORDER_CONTEXT,
    id: post.uri,
    type: 'Note',
    ...provenance(post, owner, group),
    url: post.url,
    name: post.title ?? undefined,
    content,
    contentMap: { [post.language ?? locale]: content },
    published: dateTime(post.publishedAt),
    updated: post.updatedAt === null ? undefined : dateTime(post.updatedAt),
    startTime: dateTime(order.opensAt),
    endTime: dateTime(order.closesAt),
    tag: tags.map((tag) => hashtag(tag, addresses)),
    searchableBy: searchableBy(owner),
    collectiveOrder: order.state,
    deliveryTime: order.deliversAt === null ? undefined : dateTime(order.deliversAt),
    minimumQuantity: amount(order.minimum),
    maximumQuantity: amount(order.maximum),
    pledgedQuantity: measure(order.pledged, order.unit),
    pledgers: order.pledgers,
    unitLabel: order.label ?? undefined,
    pickupPlaces: order.pickups.length === 0 ? undefined : order.pickups,
    publishes: lines.map((line) => lineIntent(post.uri, line)),
  });
}

function lineIntent(uri: string, line: OrderView['lines'][number]): JsonObject {
  const fragments = fragmentsOf(line.position);
  const reciprocals = line.inReturn.map((one) =>
    defined({
      id: uri + fragments.reciprocal(one.position),
      type: 'Intent',
      action: one.action,
      name: one.label ?? undefined,
      resourceConformsTo: one.conformsTo ?? undefined,
      resourceQuantity: measure(one.amount, one.unit ?? 'one'),
    }),
  );
  return defined({
    id: uri + fragments.primary,
    type: 'Intent',
    action: 'transfer',
    name: line.title,
    ofOffer: line.offerUri,
    unitBased: line.unitBased,
    resourceQuantity: measure(line.quantity, line.unit),
    pledgedQuantity: measure(line.pledged, line.unit),
    reciprocal: reciprocals.length > 1 ? reciprocals : reciprocals[0],
  });
}

/** Amounts are strings: a JSON number would not be exact. */
function measure(amount: string | null, unit: string): JsonObject {
  return defined({ hasUnit: unit, hasNumericalValue: amount ?? undefined });
}

/** As a microblog shows it: what, at which price, until when, how much is missing, where to collect it, how to join. */
function orderContent(view: OrderView, locale: Locale): string {
  const { post, order, lines } = view;
  const { wire } = messages(locale).orders;
  const mark = order.state === 'open' ? '' : `${wire.states[order.state]} · `;
  const priced = lines.map((line) => {
    const price = priceOf(line.inReturn, locale) ?? messages(locale).federation.gift;
    const isPiece = line.quantity === '1' && line.unit === 'one';
    const per =
      line.quantity === null || isPiece ? '' : ` ${wire.per(quantityText(line.quantity, line.unit, locale))}`;
    return escapeHtml(`${line.title}: ${price}${per}`);
  });
  return [
    `<p><strong>${escapeHtml(`${mark}${wire.order}: ${post.title ?? ''}`)}</strong></p>`,
    post.content,
    `<p>${priced.join('<br>')}</p>`,
    `<p>${escapeHtml(factsOf(view, locale).join(' · '))}</p>`,
    `<p><a href="${escapeHtml(post.url)}">${wire.join}</a>${escapeHtml([wire.hashtag].map((tag) => ` #${tag}`).join(''))}</p>`,
  ].join('');
}

function factsOf({ order }: OrderView, locale: Locale): string[] {
  const { wire } = messages(locale).orders;
  const amount = (value: string) => quantityText(value, order.unit, locale, order.label ?? undefined);
  const missing = missingOf(order);
  const room = roomOf(order);
  const open = order.state === 'open';
  const facts: (string | false | null)[] = [
    wire.closes(formatDateTime(order.closesAt, locale)),
    order.deliversAt !== null && wire.delivers(formatDate(order.deliversAt, locale)),
    order.minimum !== null && wire.minimum(amount(order.minimum)),
    wire.pledged(amount(order.pledged), order.pledgers),
    open && missing !== null && wire.missing(amount(missing)),
    open && order.minimum !== null && missing === null && wire.reached,
    open && room !== null && wire.room(amount(room)),
    order.pickups.length > 0 && wire.pickups(order.pickups.join('; ')),
  ];
  return facts.filter((fact) => typeof fact === 'string');
}
