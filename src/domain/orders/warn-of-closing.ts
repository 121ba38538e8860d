import { and, asc, eq, gt, inArray, isNull, lte, notExists, sql } from 'drizzle-orm';
import { actors } from '../actors/actor.table.ts';
import type { Domain } from '../domain.ts';
import { follows } from '../follows/follow.table.ts';
import { notices } from '../notices/notice.table.ts';
import { sendNotice } from '../notices/send-notice.ts';
import { posts } from '../posts/post.table.ts';
import { orders, pledges } from './order.table.ts';

const AHEAD_MS = 24 * 60 * 60_000;
const BATCH = 50;

/** Writes to those of ours who pledged, or follow whose order it is, a day before an order closes. Once for each order. */
export async function warnOfClosing(domain: Domain): Promise<number> {
  const { db, clock } = domain;
  const now = clock.now();
  const warned = db
    .select({ one: sql`1` })
    .from(notices)
    .where(and(eq(notices.aboutPostId, orders.postId), eq(notices.kind, 'order-closing')));
  const due = await db
    .select({ id: orders.postId, ownerId: orders.ownerId, title: posts.title })
    .from(orders)
    .innerJoin(posts, eq(posts.id, orders.postId))
    .where(
      and(
        eq(orders.state, 'open'),
        eq(orders.public, true),
        gt(orders.closesAt, now),
        lte(orders.closesAt, new Date(now.getTime() + AHEAD_MS)),
        lte(orders.opensAt, now),
        isNull(posts.deletedAt),
        notExists(warned),
      ),
    )
    .orderBy(asc(orders.closesAt))
    .limit(BATCH);
  for (const { id, ownerId, title } of due) {
    await domain.db.transaction(async (tx) => {
      // Several processes may be at it: one of them warns.
      await tx.select({ id: orders.postId }).from(orders).where(eq(orders.postId, id)).for('update');
      if ((await tx.$count(notices, and(eq(notices.aboutPostId, id), eq(notices.kind, 'order-closing')))) > 0)
        return;
      const pledged = tx
        .select({ id: pledges.buyerId })
        .from(pledges)
        .where(and(eq(pledges.orderId, id), inArray(pledges.state, ['waiting', 'counted'])));
      const following = tx
        .select({ id: follows.followerId })
        .from(follows)
        .where(and(eq(follows.followedId, ownerId), eq(follows.state, 'accepted')));
      const hearers = await tx
        .select({ id: actors.id })
        .from(actors)
        .where(
          and(
            isNull(actors.host),
            isNull(actors.deletedAt),
            sql`${actors.id} <> ${ownerId}`,
            sql`${actors.type} <> 'Group'`,
            sql`(${actors.id} IN ${pledged} OR ${actors.id} IN ${following})`,
          ),
        );
      await sendNotice(
        tx,
        domain,
        hearers.map((hearer) => hearer.id),
        {
          kind: 'order-closing',
          title: title ?? '',
          path: `/ordini/${id}`,
          counterpartId: ownerId,
          aboutPostId: id,
        },
      );
    });
  }
  return due.length;
}
