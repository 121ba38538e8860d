import { and, asc, eq, isNotNull, isNull, lte, or } from 'drizzle-orm';
import { clockCaller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { changePost, lockOwnPost } from '../posts/write-post.ts';
import { orders } from './order.table.ts';
import { lockOrder } from './order-reads.ts';

/** However many pledge, all who follow an order hear of its totals at most this often. */
export const TOLD_EVERY_MS = 60_000;
const BATCH = 50;

/** Tells others the totals of our open orders where they have changed: all the pledges of a minute in one Update. */
export async function tellTotals(domain: Domain): Promise<number> {
  const now = domain.clock.now();
  const longAgo = new Date(now.getTime() - TOLD_EVERY_MS);
  const due = await domain.db
    .select({ id: orders.postId })
    .from(orders)
    .where(
      and(
        eq(orders.own, true),
        eq(orders.state, 'open'),
        isNotNull(orders.untoldSince),
        or(isNull(orders.toldAt), lte(orders.toldAt, longAgo)),
      ),
    )
    .orderBy(asc(orders.untoldSince))
    .limit(BATCH);
  for (const { id } of due) {
    await domain.db.transaction(async (tx) => {
      const { order, post } = await lockOrder(tx, id);
      // Another process was faster, or the order has ended meanwhile and was told with its end.
      if (order.untoldSince === null || order.state !== 'open' || post.deletedAt !== null) return;
      await tx.update(orders).set({ untoldSince: null, toldAt: now }).where(eq(orders.postId, id));
      await changePost(tx, domain, clockCaller, await lockOwnPost(tx, id, 'order'), {});
    });
  }
  return due.length;
}
