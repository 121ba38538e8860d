import { and, asc, desc, eq, getTableColumns, gt, inArray, isNull, ne, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Id } from '../../platform/ids.ts';
import { type Cursor, isAfter } from '../../platform/pages.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { type Post, posts } from '../posts/post.table.ts';
import { type Order, type OrderLine, orderLines, orders, type Pledge, pledges } from './order.table.ts';
import { COUNTING, STANDING } from './order.ts';

/** A pledge with what it is on, and both sides. */
export interface PledgeView {
  readonly pledge: Pledge;
  readonly order: Order;
  readonly post: Omit<Post, 'received'>;
  readonly line: OrderLine | null;
  readonly owner: Actor;
  readonly buyer: Actor;
}

const owner = alias(actors, 'owner');
const buyer = alias(actors, 'buyer');
const { received: _, ...post } = getTableColumns(posts);

export async function pledgeById(db: Queryable, id: Id): Promise<PledgeView | undefined> {
  return (await select(db).where(eq(pledges.id, id)))[0];
}

/** By the IRI of its Offer. */
export async function pledgeByOffer(db: Queryable, offerUri: string): Promise<PledgeView | undefined> {
  return (await select(db).where(eq(pledges.offerUri, offerUri)))[0];
}

/** What these have pledged, the one that changed last first; what was replaced by a newer pledge is left out. */
export async function pledgesOf(
  db: Queryable,
  buyerIds: readonly Id[],
  limit: number,
  after?: Cursor,
): Promise<PledgeView[]> {
  if (buyerIds.length === 0) return [];
  return select(db)
    .where(
      and(
        inArray(pledges.buyerId, [...buyerIds]),
        ne(pledges.state, 'replaced'),
        after && isAfter(after, pledges.changedAt, pledges.id),
      ),
    )
    .orderBy(desc(pledges.changedAt), desc(pledges.id))
    .limit(limit);
}

export function pledgeCursor({ pledge }: PledgeView): Cursor {
  return { at: pledge.changedAt, id: pledge.id };
}

/** What these have pledged on one order and still stand by, line by line. */
export async function pledgesOn(db: Queryable, orderId: Id, buyerIds: readonly Id[]): Promise<PledgeView[]> {
  if (buyerIds.length === 0) return [];
  const mine = inArray(pledges.buyerId, [...buyerIds]);
  return select(db)
    .where(and(eq(pledges.orderId, orderId), mine, ne(pledges.state, 'replaced')))
    .orderBy(asc(pledges.line), asc(pledges.offeredAt));
}

/** All that counts on an order, in the order in which it came: for the order's owner alone. `after` is the last id seen. */
export async function countedPledges(
  db: Queryable,
  orderId: Id,
  limit: number,
  after?: Id,
): Promise<PledgeView[]> {
  return select(db)
    .where(
      and(
        eq(pledges.orderId, orderId),
        inArray(pledges.state, [...COUNTING]),
        after === undefined ? undefined : gt(pledges.id, after),
      ),
    )
    .orderBy(asc(pledges.id))
    .limit(limit);
}

/** Whether somebody's word on a pledge of ours is awaited. */
export async function awaitsAgreementFrom(db: Queryable, ownerId: Id): Promise<boolean> {
  const rows = await db
    .select({ id: pledges.id })
    .from(pledges)
    .innerJoin(orders, eq(orders.postId, pledges.orderId))
    .where(and(eq(orders.ownerId, ownerId), eq(orders.own, false), isNull(pledges.agreedAt)))
    .limit(1);
  return rows.length > 0;
}

/** The pledges of one buyer on one line that stand. */
export function standingOf({
  orderId,
  line,
  buyerId,
}: Pick<Pledge, 'orderId' | 'line' | 'buyerId'>): SQL | undefined {
  return and(versionsOf({ orderId, line, buyerId }), inArray(pledges.state, [...STANDING]));
}

/** Everything that one buyer ever pledged on one line. */
export function versionsOf({
  orderId,
  line,
  buyerId,
}: Pick<Pledge, 'orderId' | 'line' | 'buyerId'>): SQL | undefined {
  return and(eq(pledges.orderId, orderId), eq(pledges.line, line), eq(pledges.buyerId, buyerId));
}

function select(db: Queryable) {
  return db
    .select({ pledge: pledges, order: orders, post, line: orderLines, owner, buyer })
    .from(pledges)
    .innerJoin(orders, eq(orders.postId, pledges.orderId))
    .innerJoin(posts, eq(posts.id, pledges.orderId))
    .innerJoin(owner, eq(owner.id, orders.ownerId))
    .innerJoin(buyer, eq(buyer.id, pledges.buyerId))
    .leftJoin(
      orderLines,
      and(eq(orderLines.orderId, pledges.orderId), eq(orderLines.position, pledges.line)),
    );
}
