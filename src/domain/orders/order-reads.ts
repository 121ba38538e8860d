import {
  and,
  asc,
  count,
  desc,
  eq,
  getTableColumns,
  inArray,
  isNull,
  lt,
  ne,
  type SQL,
  sql,
} from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { type Cursor, isAfter } from '../../platform/pages.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { fingerprint } from '../posts/fingerprint.ts';
import { type Post, posts } from '../posts/post.table.ts';
import { isForEveryone } from '../posts/visible-to.ts';
import { type Order, type OrderLine, orderLines, orders } from './order.table.ts';

/** An order with all that a page, a feed or an object needs of it. */
export interface OrderView {
  readonly order: Order;
  readonly post: Omit<Post, 'received'>;
  readonly owner: Actor;
  /** The district it comes from. */
  readonly group: Actor | null;
  readonly lines: readonly OrderLine[];
}

export interface OrderFilter {
  readonly state?: 'open' | 'ended' | undefined;
  readonly from?: 'here' | 'elsewhere' | undefined;
  readonly ownerId?: Id | undefined;
}

const group = alias(actors, 'audience');
const { received: _, ...post } = getTableColumns(posts);

/** Orders that anyone may read: of the open ones those that close first, of the ended ones those that closed last. */
export async function ordersBy(
  db: Queryable,
  { state = 'open', from, ownerId }: OrderFilter,
  limit: number,
  after?: Cursor,
): Promise<OrderView[]> {
  const open = state === 'open';
  const rows = await select(db)
    .where(
      and(
        open ? eq(orders.state, 'open') : ne(orders.state, 'open'),
        eq(orders.public, true),
        isNull(posts.deletedAt),
        isNull(actors.suspendedAt),
        from && eq(orders.own, from === 'here'),
        ownerId === undefined ? undefined : eq(orders.ownerId, ownerId),
        after && (open ? isBehind(after) : isAfter(after, orders.closesAt, orders.postId)),
      ),
    )
    .orderBy(
      ...(open ? [asc(orders.closesAt), asc(orders.postId)] : [desc(orders.closesAt), desc(orders.postId)]),
    )
    .limit(limit);
  return withLines(db, rows);
}

function isBehind(cursor: Cursor): SQL {
  return sql`(${orders.closesAt}, ${orders.postId}) > (${sql.param(cursor.at, orders.closesAt)}, ${sql.param(cursor.id, orders.postId)})`;
}

export function orderCursor({ order }: OrderView): Cursor {
  return { at: order.closesAt, id: order.postId };
}

/** Whose open orders: one owner's, or those published in one district. */
interface OrdersOf {
  readonly ownerId?: Id;
  readonly groupId?: Id;
}

/** Our own open orders in the order of their ids, for readers that come back for the rest: `before` is the last id seen. */
export async function openOrdersById(
  db: Queryable,
  whose: OrdersOf,
  limit: number,
  before?: Id,
): Promise<OrderView[]> {
  const rows = await select(db)
    .where(and(isOpenOf(whose), before === undefined ? undefined : lt(orders.postId, before)))
    .orderBy(desc(orders.postId))
    .limit(limit);
  return withLines(db, rows);
}

export async function openOrderCount(db: Queryable, whose: OrdersOf): Promise<number> {
  const [row] = await db
    .select({ total: count() })
    .from(orders)
    .innerJoin(posts, eq(posts.id, orders.postId))
    .where(isOpenOf(whose));
  return row?.total ?? 0;
}

/** Another text whenever one of them comes, goes or is changed. */
export async function openOrdersVersion(db: Queryable, whose: OrdersOf): Promise<string> {
  const [row] = await db
    .select({ version: fingerprint })
    .from(orders)
    .innerJoin(posts, eq(posts.id, orders.postId))
    .where(isOpenOf(whose));
  return row?.version ?? '';
}

function isOpenOf({ ownerId, groupId }: OrdersOf): SQL | undefined {
  return and(
    eq(orders.own, true),
    eq(orders.state, 'open'),
    eq(orders.public, true),
    isNull(posts.deletedAt),
    ownerId === undefined ? undefined : eq(orders.ownerId, ownerId),
    groupId === undefined ? undefined : eq(posts.audienceId, groupId),
  );
}

/** One order in whatever state, withdrawn ones included. */
export async function orderById(db: Queryable, id: Id): Promise<OrderView | undefined> {
  return (await withLines(db, await select(db).where(eq(orders.postId, id))))[0];
}

/**
 * One that anyone may read, for those who want to do something with it.
 * @throws {UserError} `not-found`, `gone`
 */
export async function requireOrder(db: Queryable, id: Id): Promise<OrderView> {
  const view = await orderById(db, id);
  const open = isForEveryone(view?.post);
  if (view === undefined || !open || view.owner.suspendedAt !== null) {
    throw new UserError('not-found', 'order_unknown', { id });
  }
  if (view.post.deletedAt !== null) throw new UserError('gone', 'already_withdrawn', { id });
  return view;
}

/** The same, and nobody else changes it or what is pledged on it until the transaction ends. */
export async function lockOrder(tx: Transaction, id: Id): Promise<OrderView> {
  await tx.select({ id: orders.postId }).from(orders).where(eq(orders.postId, id)).for('update');
  const view = await orderById(tx, id);
  if (view === undefined) throw new UserError('not-found', 'order_unknown', { id });
  return view;
}

/** Open orders on an offer, for its page. */
export async function openOrdersOn(db: Queryable, offerId: Id, limit: number): Promise<OrderView[]> {
  const on = db.select({ id: orderLines.orderId }).from(orderLines).where(eq(orderLines.offerId, offerId));
  const rows = await select(db)
    .where(
      and(
        eq(orders.state, 'open'),
        eq(orders.public, true),
        isNull(posts.deletedAt),
        isNull(actors.suspendedAt),
        inArray(orders.postId, on),
      ),
    )
    .orderBy(asc(orders.closesAt))
    .limit(limit);
  return withLines(db, rows);
}

function select(db: Queryable) {
  return db
    .select({ order: orders, post, owner: actors, group })
    .from(orders)
    .innerJoin(posts, eq(posts.id, orders.postId))
    .innerJoin(actors, eq(actors.id, orders.ownerId))
    .leftJoin(group, eq(group.id, posts.audienceId));
}

async function withLines(db: Queryable, rows: readonly Omit<OrderView, 'lines'>[]): Promise<OrderView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ order }) => order.postId);
  const lines = await db
    .select()
    .from(orderLines)
    .where(inArray(orderLines.orderId, ids))
    .orderBy(asc(orderLines.orderId), asc(orderLines.position));
  return rows.map((row) => ({ ...row, lines: lines.filter((line) => line.orderId === row.order.postId) }));
}
