import { and, asc, eq, lte } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { addDecimals, compareDecimals, isPositive } from '../../platform/decimal.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type Remark, remark } from '../agreements/agreement.ts';
import { agreementOfPledge } from '../agreements/agreement-of-pledge.ts';
import { respondWithin } from '../agreements/respond.ts';
import { type Caller, clockCaller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { postById } from '../posts/post-reads.ts';
import { changePost, lockOwnPost } from '../posts/write-post.ts';
import { stockLeft, takeStock } from '../proposals/stock.ts';
import { addUp, learnPledge } from './learn-pledge.ts';
import { lockOwnOrder } from './open-order.ts';
import { type Order, type OrderLine, orderLines, orders, type Pledge } from './order.table.ts';
import { lockOrder, type OrderView } from './order-reads.ts';
import { countedOn, turnDown } from './turn-down.ts';

const BATCH = 50;

/**
 * Closes our orders whose time is over: above the minimum what was pledged becomes agreements, below it nothing comes of
 * it, and all are told. Any number of processes may try: an order closes once.
 */
export async function closeOrders(domain: Domain): Promise<number> {
  const due = await domain.db
    .select({ id: orders.postId })
    .from(orders)
    .where(and(eq(orders.own, true), eq(orders.state, 'open'), lte(orders.closesAt, domain.clock.now())))
    .orderBy(asc(orders.closesAt))
    .limit(BATCH);
  const failures: unknown[] = [];
  for (const { id } of due) {
    // One that cannot be closed holds up no other.
    await domain.db.transaction((tx) => closeOrder(tx, domain, id)).catch((error) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} orders were not closed`);
  return due.length;
}

async function closeOrder(tx: Transaction, domain: Domain, id: Id): Promise<void> {
  const before = await lockOrder(tx, id);
  if (before.order.state !== 'open' || before.order.closesAt > domain.clock.now()) return;
  const { given, short, stock } = await share(tx, before, await countedOn(tx, id));
  for (const pledge of short) {
    await turnDown(tx, domain, before, pledge, new UserError('conflict', 'order_too_little_left'));
  }
  if (short.length > 0) await addUp(tx, domain, before);
  const view = short.length > 0 ? await lockOrder(tx, id) : before;
  const { minimum, pledged } = view.order;
  if (given.length === 0 || (minimum !== null && compareDecimals(pledged, minimum) < 0)) {
    const reason = new UserError('conflict', 'order_below_minimum', { minimum: minimum ?? '0', pledged });
    for (const pledge of given) await turnDown(tx, domain, view, pledge, reason);
    return end(tx, domain, clockCaller, view, 'dissolved');
  }
  for (const line of view.lines) {
    if (!isPositive(line.pledged)) continue;
    const asked = { quantity: line.pledged, unit: line.unit };
    const from = stock.get(line.position);
    if (from !== undefined) await takeStock(tx, domain, clockCaller, from, asked);
    else await orderFromOwner(tx, domain, view, line);
  }
  for (const pledge of given) await agree(tx, domain, view, pledge, stock.get(pledge.line));
  await end(tx, domain, clockCaller, view, 'confirmed');
}

/**
 * Who gets what they pledged: all, unless the owner's own offer has less left by now; then those who pledged first.
 * An offer that has ended, or has no end, is no limit. `stock` holds the offers that are to be counted down.
 */
async function share(tx: Transaction, { order, lines }: OrderView, counted: readonly Pledge[]) {
  const stock = new Map<number, Id>();
  const short = new Set<Pledge>();
  for (const line of lines) {
    const offer = line.offerId === null ? undefined : await postById(tx, line.offerId);
    if (offer?.actorId !== order.ownerId || offer.received !== null) continue;
    const left = await stockLeft(tx, offer.id, line.unit);
    if (left === undefined) continue;
    stock.set(line.position, offer.id);
    let taken = '0';
    for (const pledge of counted.filter((one) => one.line === line.position)) {
      const next = addDecimals(taken, pledge.quantity);
      if (compareDecimals(next, left) > 0) short.add(pledge);
      else taken = next;
    }
  }
  return { given: counted.filter((one) => !short.has(one)), short: [...short], stock };
}

/** The order's owner needs no agreement with itself: what it pledged is part of what it asks of the offer's owner. */
async function agree(
  tx: Transaction,
  domain: Domain,
  view: OrderView,
  pledge: Pledge,
  stock: Id | undefined,
): Promise<void> {
  const { owner, post, lines } = view;
  const line = lines.find(({ position }) => position === pledge.line) ?? null;
  const agreement =
    pledge.buyerId === owner.id
      ? undefined
      : await agreementOfPledge(tx, domain, clockCaller, { pledge, post, line, owner }, { stock });
  await learnPledge(tx, domain, clockCaller, pledge, 'agreed', {
    actorId: owner.id,
    agreementId: agreement?.id ?? null,
  });
}

/** An order on somebody else's offer: its owner answers the offer with all that was pledged. Where that is not possible (any more), it does so by hand. */
async function orderFromOwner(
  tx: Transaction,
  domain: Domain,
  { order, post }: OrderView,
  line: OrderLine,
): Promise<void> {
  const offer = line.offerId === null ? undefined : await postById(tx, line.offerId);
  if (offer === undefined || offer.actorId === order.ownerId) return;
  try {
    const { id } = await tx.transaction((step) =>
      respondWithin(step, domain, clockCaller, order.ownerId, offer.id, {
        quantity: line.pledged,
        unit: line.unit,
        message: post.title ?? '',
      }),
    );
    await tx
      .update(orderLines)
      .set({ responseId: id })
      .where(and(eq(orderLines.orderId, order.postId), eq(orderLines.position, line.position)));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}

/**
 * Calls an open order off: nothing comes of what was pledged, and all are told why.
 * @throws {UserError} `invalid`, `forbidden`, `not-found`, `gone`, `conflict` once it is closed
 */
export async function cancelOrder(domain: Domain, caller: Caller, id: Id, input: Remark): Promise<void> {
  const { note } = parseInput(remark, input);
  await domain.db.transaction(async (tx) => {
    const view = await lockOwnOrder(tx, caller, id);
    const reason = note === '' ? new UserError('conflict', 'order_cancelled') : note;
    for (const pledge of await countedOn(tx, id)) await turnDown(tx, domain, view, pledge, reason);
    await end(tx, domain, caller, view, 'cancelled');
  });
}

const ENDED = {
  confirmed: 'order-confirmed',
  dissolved: 'order-dissolved',
  cancelled: 'order-cancelled',
} as const satisfies Record<Exclude<Order['state'], 'open'>, string>;

async function end(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  { order, owner }: OrderView,
  state: keyof typeof ENDED,
): Promise<void> {
  const id = order.postId;
  await tx.update(orders).set({ state, untoldSince: null }).where(eq(orders.postId, id));
  await recordEvent(tx, domain, caller, { type: ENDED[state], actorId: owner.id, subjectId: id });
  await changePost(tx, domain, caller, await lockOwnPost(tx, id, 'order'), {});
}
