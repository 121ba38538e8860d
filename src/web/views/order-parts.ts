import type { OrderLine } from '../../domain/orders/order.table.ts';
import { missingOf, type Phase, phaseOf, roomOf } from '../../domain/orders/order.ts';
import type { OrderView } from '../../domain/orders/order-reads.ts';
import { formatDateTime, formatNumber } from '../../messages/format.ts';
import { type Messages, messages } from '../../messages/messages.ts';
import { compareDecimals, ratioOf } from '../../platform/decimal.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { icon } from './icons.ts';
import { excerpt, originName } from './parts.ts';
import { quantityText, returnText } from './terms.ts';

export function orderWords({ locale }: Reader): Messages['orders'] {
  return messages(locale).orders;
}

export function phaseIn(reader: Reader, { order }: OrderView): Phase {
  return phaseOf(order, reader.web.domain.clock.now());
}

export function orderTitle({ post, lines }: OrderView): string {
  return post.title ?? lines[0]?.title ?? excerpt(post.content, 80);
}

export function phaseBadge(reader: Reader, phase: Phase): SafeHtml {
  const isOver = phase !== 'open' && phase !== 'upcoming';
  return html`<span class="badge${isOver ? ' ended' : ' offer'}">${orderWords(reader).phases[phase]}</span>`;
}

/** What the order counts, in the owner's own word: "40 cassette". */
export function amountText(reader: Reader, { order }: Pick<OrderView, 'order'>, amount: string): string {
  return quantityText(reader, amount, order.unit, order.label ?? undefined);
}

/** The same on one line, which may count in another unit. */
export function lineAmount(
  reader: Reader,
  { order }: Pick<OrderView, 'order'>,
  line: Pick<OrderLine, 'unit'> | null,
  amount: string,
): string {
  const label = line?.unit === order.unit ? (order.label ?? undefined) : undefined;
  return quantityText(reader, amount, line?.unit ?? order.unit, label);
}

/** "16,00 € per 5 kg"; a gift where nothing is asked. */
export function priceText(reader: Reader, line: OrderLine): string {
  if (line.inReturn.length === 0) return reader.words.proposals.gift;
  const sum = line.inReturn.map((one) => returnText(reader, one)).join(' + ');
  if (line.quantity === null || (line.quantity === '1' && line.unit === 'one')) return sum;
  return `${sum} ${reader.words.proposals.per(quantityText(reader, line.quantity, line.unit))}`;
}

/** How far the order has come: a bar, and the same in words. */
export function progress(reader: Reader, view: OrderView): SafeHtml {
  const { progress: words } = orderWords(reader);
  const { order } = view;
  const amount = (value: string) => amountText(reader, view, value);
  const goal = order.minimum ?? order.maximum;
  const label =
    goal === null
      ? amount(order.pledged)
      : words.label(amount(order.pledged), formatNumber(goal, reader.locale));
  return html`<div class="order-progress">
${goal !== null && html`<progress max="100" value="${percent(order.pledged, goal)}" aria-label="${label}"></progress>`}
<p>${order.pledgers > 0 && html`<strong>${label}.</strong> `}${words.from(order.pledgers)}</p>
${stillText(reader, view) && html`<p>${stillText(reader, view)}</p>`}
</div>`;
}

/** What is missing, and what is left, while it is open. */
export function stillText(reader: Reader, view: OrderView): string | undefined {
  const { progress: words } = orderWords(reader);
  const { order } = view;
  if (order.state !== 'open') return undefined;
  const missing = missingOf(order);
  const room = roomOf(order);
  const text = [
    missing !== null
      ? words.missing(amountText(reader, view, missing))
      : order.minimum === null
        ? words.noMinimum
        : words.reached,
    room === null || (missing !== null && room !== '0')
      ? undefined
      : room === '0'
        ? words.full
        : words.room(amountText(reader, view, room)),
  ];
  return text.filter(Boolean).join(' ');
}

/** Whole percents of the goal, for the bar alone. */
function percent(pledged: string, goal: string): number {
  if (compareDecimals(pledged, goal) >= 0) return 100;
  const [part, whole] = ratioOf(pledged, goal);
  return Number((part * 100n) / whole);
}

/** `level`: of the headings, to follow the one above. */
export function orderCards(reader: Reader, views: readonly OrderView[], level: 2 | 3): SafeHtml {
  return html`<ul class="news">${views.map((view) => orderCard(reader, view, level))}</ul>`;
}

function orderCard(reader: Reader, view: OrderView, level: 2 | 3): SafeHtml {
  const words = orderWords(reader);
  const { order, owner, group, lines } = view;
  const phase = phaseIn(reader, view);
  const when = formatDateTime(order.closesAt, reader.locale);
  const link = html`<a href="/ordini/${order.postId}">${orderTitle(view)}</a>`;
  return html`<li class="news-item"><div>
<p class="card-kind">${phaseBadge(reader, phase)}</p>
${level === 2 ? html`<h2 dir="auto">${link}</h2>` : html`<h3 dir="auto">${link}</h3>`}
<p dir="auto">${lines.slice(0, 3).map((line) => html`${line.title}: ${priceText(reader, line)}<br>`)}</p>
${progress(reader, view)}
<ul class="meta"><li>${icon('clock')}<time datetime="${order.closesAt.toISOString()}">${order.state === 'open' ? words.closesAt(when) : words.closedAt(when)}</time></li></ul>
<p class="from${owner.host !== null && ' away'}"><bdi>${owner.name}</bdi> · <bdi>${originName(reader, owner, group)}</bdi></p>
</div></li>`;
}
