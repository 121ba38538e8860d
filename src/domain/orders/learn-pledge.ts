import { and, eq, gt, inArray, isNotNull, isNull, lt } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { addDecimals } from '../../platform/decimal.ts';
import type { Id } from '../../platform/ids.ts';
import type { Caller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { type DomainEventType, recordEvent } from '../history/record-event.ts';
import { inUnit } from '../proposals/quantity-for.ts';
import { orderLines, orders, type Pledge, pledges } from './order.table.ts';
import { COUNTING, type PledgeFact, pledgeStateOf } from './order.ts';
import type { OrderView } from './order-reads.ts';
import { versionsOf } from './pledge-reads.ts';

const EVENTS: Partial<Record<PledgeFact, DomainEventType>> = {
  counted: 'pledge-counted',
  refused: 'pledge-refused',
  withdrawn: 'pledge-withdrawn',
};

/** Adds a fact to what is known of a pledge and records it; one that is known already changes nothing. */
export async function learnPledge(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  pledge: Pledge,
  fact: PledgeFact,
  { actorId, ...change }: { readonly actorId: Id } & Partial<Pick<Pledge, 'refusal' | 'agreementId'>>,
): Promise<Pledge> {
  if (pledge[`${fact}At`] !== null) return pledge;
  const now = domain.clock.now();
  const known: Pledge = { ...pledge, ...change, [`${fact}At`]: now, changedAt: now };
  const next: Pledge = { ...known, state: pledgeStateOf(known) };
  await tx.update(pledges).set(next).where(eq(pledges.id, next.id));
  const type = EVENTS[fact];
  if (type !== undefined) await recordEvent(tx, domain, caller, { type, actorId, subjectId: next.id });
  if (fact === 'counted') await replaceEarlier(tx, next, now);
  return next;
}

/** A pledge that counts stands in for all that its buyer pledged before on the same line. */
async function replaceEarlier(tx: Transaction, counted: Pledge, now: Date): Promise<void> {
  const earlier = await tx
    .select()
    .from(pledges)
    .where(and(versionsOf(counted), lt(pledges.offeredAt, counted.offeredAt), isNull(pledges.replacedAt)));
  for (const pledge of earlier) {
    const known = { ...pledge, replacedAt: now };
    await tx
      .update(pledges)
      .set({ replacedAt: now, state: pledgeStateOf(known) })
      .where(eq(pledges.id, pledge.id));
  }
}

/** Whether a later pledge of the same buyer on the same line was counted, perhaps before this one came. */
export async function isReplaced(
  tx: Transaction,
  pledge: Pick<Pledge, 'orderId' | 'line' | 'buyerId' | 'offeredAt'>,
): Promise<boolean> {
  const later = await tx
    .select({ id: pledges.id })
    .from(pledges)
    .where(and(versionsOf(pledge), gt(pledges.offeredAt, pledge.offeredAt), isNotNull(pledges.countedAt)))
    .limit(1);
  return later.length > 0;
}

/** Adds up what counts on one of our orders, which is locked; others hear of it with the next telling. */
export async function addUp(tx: Transaction, domain: Domain, { order, lines }: OrderView): Promise<void> {
  const rows = await tx
    .select({ line: pledges.line, buyerId: pledges.buyerId, quantity: pledges.quantity })
    .from(pledges)
    .where(and(eq(pledges.orderId, order.postId), inArray(pledges.state, [...COUNTING])));
  let total = '0';
  for (const line of lines) {
    const pledged = rows
      .filter((row) => row.line === line.position)
      .reduce((sum, { quantity }) => addDecimals(sum, quantity), '0');
    // Each pledge converts exactly, or it would not count; so does their sum.
    total = addDecimals(total, inUnit({ quantity: pledged, unit: line.unit }, order.unit) ?? '0');
    await tx
      .update(orderLines)
      .set({ pledged })
      .where(and(eq(orderLines.orderId, order.postId), eq(orderLines.position, line.position)));
  }
  await tx
    .update(orders)
    .set({
      pledged: total,
      pledgers: new Set(rows.map(({ buyerId }) => buyerId)).size,
      untoldSince: order.untoldSince ?? domain.clock.now(),
    })
    .where(eq(orders.postId, order.postId));
}
