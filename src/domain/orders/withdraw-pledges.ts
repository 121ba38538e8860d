import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import type { Caller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { addUp, learnPledge } from './learn-pledge.ts';
import { pledges } from './order.table.ts';
import { STANDING } from './order.ts';
import { lockOrder } from './order-reads.ts';

/** Somebody is gone: what they pledged on orders that are still open counts no more. */
export async function withdrawPledgesOf(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  buyerId: Id,
): Promise<void> {
  const theirs = and(eq(pledges.buyerId, buyerId), inArray(pledges.state, [...STANDING]));
  const rows = await tx
    .selectDistinct({ orderId: pledges.orderId })
    .from(pledges)
    .where(theirs)
    .orderBy(asc(pledges.orderId));
  for (const { orderId } of rows) {
    // Orders are locked before pledges everywhere.
    const view = await lockOrder(tx, orderId);
    const standing = await tx
      .select()
      .from(pledges)
      .where(and(theirs, eq(pledges.orderId, orderId)))
      .for('update');
    for (const one of standing) await learnPledge(tx, domain, caller, one, 'withdrawn', { actorId: buyerId });
    if (view.order.own && view.order.state === 'open') await addUp(tx, domain, view);
  }
}
