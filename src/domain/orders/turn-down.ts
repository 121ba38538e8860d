import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { clockCaller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { learnPledge } from './learn-pledge.ts';
import { orders, type Pledge, pledges } from './order.table.ts';
import { lockOrder, type OrderView } from './order-reads.ts';

/** The owner's node says no to a pledge, or that nothing comes of it: an error of ours, or what the owner wrote. */
export async function turnDown(
  tx: Transaction,
  domain: Domain,
  { owner }: Pick<OrderView, 'owner'>,
  pledge: Pledge,
  reason: UserError | string,
): Promise<void> {
  await learnPledge(tx, domain, clockCaller, pledge, 'refused', {
    actorId: owner.id,
    refusal: typeof reason === 'string' ? { note: reason } : { code: reason.code, params: reason.params },
  });
}

/** What counts on an order of ours, the first one first. */
export async function countedOn(tx: Transaction, orderId: Id): Promise<Pledge[]> {
  return tx
    .select()
    .from(pledges)
    .where(and(eq(pledges.orderId, orderId), eq(pledges.state, 'counted')))
    .orderBy(asc(pledges.countedAt), asc(pledges.id));
}

/** Ends the open orders among posts that were taken back: nothing comes of what was pledged on ours. */
export async function endOrders(tx: Transaction, domain: Domain, postIds: readonly Id[]): Promise<void> {
  const open = await tx
    .select({ id: orders.postId })
    .from(orders)
    .where(and(inArray(orders.postId, [...postIds]), eq(orders.state, 'open')));
  for (const { id } of open) {
    const view = await lockOrder(tx, id);
    if (view.order.own) {
      const reason = new UserError('conflict', 'order_cancelled');
      for (const pledge of await countedOn(tx, id)) await turnDown(tx, domain, view, pledge, reason);
    }
    await tx.update(orders).set({ state: 'cancelled', untoldSince: null }).where(eq(orders.postId, id));
  }
}
