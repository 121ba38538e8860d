import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { addDecimals, compareDecimals, isMultiple, subtractDecimals } from '../../platform/decimal.ts';
import { UserError } from '../../platform/errors.ts';
import { inReturnFor } from '../agreements/agreement.ts';
import type { Caller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { proposalById } from '../proposals/catalogue.ts';
import { inUnit, type Measure } from '../proposals/quantity-for.ts';
import { addUp, learnPledge } from './learn-pledge.ts';
import { type OrderLine, type Pledge, pledges } from './order.table.ts';
import { phaseOf } from './order.ts';
import type { OrderView } from './order-reads.ts';
import { versionsOf } from './pledge-reads.ts';

/** What a pledge comes to on a line. */
export type Share = Pick<Pledge, 'quantity' | 'unit' | 'inReturn'>;

/** @throws {UserError} `not-found` */
export function requireLine({ lines }: Pick<OrderView, 'lines'>, position: number): OrderLine {
  const line = lines.find((one) => one.position === position);
  if (line === undefined) throw new UserError('not-found', 'order_line_unknown', {}, 'line');
  return line;
}

/**
 * What is asked for in the line's own unit, with its price: a unit that converts exactly, whole pieces.
 * @throws {UserError} `invalid` or `conflict`
 */
export function shareOf(view: Pick<OrderView, 'order'>, line: OrderLine, asked: Measure): Share {
  const quantity = inUnit(asked, line.unit);
  if (quantity === undefined || inUnit({ quantity, unit: line.unit }, view.order.unit) === undefined) {
    throw new UserError('invalid', 'unit_not_convertible', {}, 'unit');
  }
  if (line.unitBased && line.quantity !== null && !isMultiple(quantity, line.quantity)) {
    throw new UserError('conflict', 'not_whole_pieces', { quantity: line.quantity }, 'quantity');
  }
  const reciprocals = line.inReturn;
  return {
    quantity,
    unit: line.unit,
    inReturn: inReturnFor({ proposal: { quantity: line.quantity }, reciprocals }, quantity, []),
  };
}

/**
 * Counts a pledge on one of our orders, which is locked: however many pledge at once, the maximum holds.
 * @throws {UserError} `conflict` where it is too late, too early, or too much; an earlier pledge then stays as it was
 */
export async function countPledge(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  view: OrderView,
  pledge: Pledge,
): Promise<Pledge> {
  await requireRoom(tx, domain, view, pledge);
  const counted = await learnPledge(tx, domain, caller, pledge, 'counted', { actorId: view.owner.id });
  await addUp(tx, domain, view);
  return counted;
}

async function requireRoom(tx: Transaction, domain: Domain, view: OrderView, pledge: Pledge): Promise<void> {
  const { order } = view;
  const phase = view.post.deletedAt === null ? phaseOf(order, domain.clock.now()) : 'cancelled';
  if (phase === 'upcoming') throw new UserError('conflict', 'order_not_open_yet');
  if (phase !== 'open') throw new UserError('conflict', 'order_closed');
  const line = requireLine(view, pledge.line);
  const [before] = await tx
    .select()
    .from(pledges)
    .where(and(versionsOf(pledge), eq(pledges.state, 'counted')));
  const more = subtractDecimals(pledge.quantity, before?.quantity ?? '0');
  const { maximum } = order;
  const total = addDecimals(order.pledged, inOrderUnit(view, line, more));
  if (maximum !== null && compareDecimals(total, maximum) > 0) {
    const mine = inOrderUnit(view, line, before?.quantity ?? '0');
    const left = subtractDecimals(addDecimals(maximum, mine), order.pledged);
    throw new UserError('conflict', 'order_full', { left }, 'quantity');
  }
  const offer = line.offerId === null ? undefined : await proposalById(tx, line.offerId);
  const available = offer?.proposal.state === 'open' ? offer.proposal.available : null;
  const there =
    available === null
      ? undefined
      : inUnit({ quantity: available, unit: offer?.proposal.unit ?? line.unit }, line.unit);
  if (there !== undefined && compareDecimals(addDecimals(line.pledged, more), there) > 0) {
    const left = subtractDecimals(addDecimals(there, before?.quantity ?? '0'), line.pledged);
    throw new UserError(
      'conflict',
      'not_enough',
      { available: left.startsWith('-') ? '0' : left },
      'quantity',
    );
  }
}

function inOrderUnit({ order }: OrderView, { unit }: OrderLine, quantity: string): string {
  const negative = quantity.startsWith('-');
  const converted = inUnit({ quantity: negative ? quantity.slice(1) : quantity, unit }, order.unit) ?? '0';
  return negative ? subtractDecimals('0', converted) : converted;
}
