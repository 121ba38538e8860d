import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { type IdWindow, inWindow, newestFirst } from '../../platform/pages.ts';
import type { Queryable } from '../domain.ts';
import { type Notification, type NotificationKind, notifications } from './notification.table.ts';

/** How many are looked through for the groups of a page. */
const LOOKED_THROUGH = 400;
const SAMPLE = 8;

export interface NotificationFilter {
  readonly kinds?: readonly NotificationKind[] | undefined;
  readonly notKinds?: readonly NotificationKind[] | undefined;
  readonly actorId?: Id | undefined;
  /** With those that the policy has set aside. */
  readonly withFiltered?: boolean | undefined;
}

function matches(recipientId: Id, filter: NotificationFilter): SQL | undefined {
  return and(
    eq(notifications.recipientId, recipientId),
    filter.withFiltered ? undefined : eq(notifications.filtered, false),
    filter.kinds === undefined || filter.kinds.length === 0
      ? undefined
      : inArray(notifications.kind, [...filter.kinds]),
    filter.notKinds === undefined || filter.notKinds.length === 0
      ? undefined
      : sql`${notifications.kind} NOT IN ${[...filter.notKinds]}`,
    filter.actorId === undefined ? undefined : eq(notifications.actorId, filter.actorId),
  );
}

export async function notificationsOf(
  db: Queryable,
  recipientId: Id,
  filter: NotificationFilter,
  window: IdWindow,
): Promise<Notification[]> {
  const { where, order } = inWindow(notifications.id, window);
  const rows = await db
    .select()
    .from(notifications)
    .where(and(matches(recipientId, filter), where))
    .orderBy(order)
    .limit(window.limit);
  return newestFirst(rows, window);
}

/** @throws {UserError} `not-found` */
export async function notificationOf(db: Queryable, recipientId: Id, id: Id): Promise<Notification> {
  const [row] = await db
    .select()
    .from(notifications)
    .where(and(eq(notifications.recipientId, recipientId), eq(notifications.id, id)));
  if (row === undefined) throw new UserError('not-found', 'notification_unknown');
  return row;
}

export async function notificationsByIds(db: Queryable, ids: readonly Id[]): Promise<Notification[]> {
  return ids.length === 0
    ? []
    : db
        .select()
        .from(notifications)
        .where(inArray(notifications.id, [...ids]))
        .orderBy(notifications.id);
}

/** What is shown as one. */
export interface NotificationGroup {
  readonly key: string;
  readonly latest: Notification;
  readonly count: number;
  /** The last ones who did it. */
  readonly actorIds: readonly Id[];
  /** Of its members on this page. */
  readonly minId: Id;
  readonly maxId: Id;
}

/** Groups, the one with the latest news first. `grouped` names the kinds that are put together. */
export async function notificationGroups(
  db: Queryable,
  recipientId: Id,
  filter: NotificationFilter,
  window: IdWindow,
  grouped: ReadonlySet<NotificationKind>,
): Promise<NotificationGroup[]> {
  const rows = await notificationsOf(db, recipientId, filter, { ...window, limit: LOOKED_THROUGH });
  const keyOf = (row: Notification) => (grouped.has(row.kind) ? row.groupKey : `ungrouped-${row.id}`);
  const found = [...Map.groupBy(rows, keyOf)];
  const page = window.minId === undefined ? found.slice(0, window.limit) : found.slice(-window.limit);
  const counts = await countsOf(
    db,
    recipientId,
    page.map(([key]) => key).filter((key) => !key.startsWith('ungrouped-')),
  );
  return page.flatMap(([key, members]): NotificationGroup[] => {
    const [latest] = members;
    const last = members.at(-1);
    if (latest === undefined || last === undefined) return [];
    const actorIds = [...new Set(members.map((member) => member.actorId))].slice(0, SAMPLE);
    return [
      {
        key,
        latest,
        count: counts.get(key) ?? members.length,
        actorIds,
        minId: last.id,
        maxId: latest.id,
      },
    ];
  });
}

async function countsOf(
  db: Queryable,
  recipientId: Id,
  keys: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .select({ key: notifications.groupKey, count: sql<number>`count(*)::int` })
    .from(notifications)
    .where(and(eq(notifications.recipientId, recipientId), inArray(notifications.groupKey, [...keys])))
    .groupBy(notifications.groupKey);
  return new Map(rows.map((row) => [row.key, row.count]));
}

/** The members of one group, newest first. @throws {UserError} `not-found` */
export async function notificationsInGroup(
  db: Queryable,
  recipientId: Id,
  key: string,
  limit: number,
): Promise<Notification[]> {
  const [, id] = /^ungrouped-(\d{1,19})$/.exec(key) ?? [];
  const rows = await db
    .select()
    .from(notifications)
    .where(
      and(
        eq(notifications.recipientId, recipientId),
        id === undefined ? eq(notifications.groupKey, key) : eq(notifications.id, id),
      ),
    )
    .orderBy(sql`${notifications.id} DESC`)
    .limit(limit);
  if (rows.length === 0) throw new UserError('not-found', 'notification_unknown');
  return rows;
}

/** How many there are above an id, counted up to `atMost`. */
export async function unreadCount(
  db: Queryable,
  recipientId: Id,
  filter: NotificationFilter,
  aboveId: Id | undefined,
  atMost: number,
): Promise<number> {
  const found = db
    .select({ id: notifications.id })
    .from(notifications)
    .where(
      and(
        matches(recipientId, filter),
        aboveId === undefined ? undefined : sql`${notifications.id} > ${aboveId}::bigint`,
      ),
    )
    .limit(atMost)
    .as('found');
  const [row] = await db.select({ total: sql<number>`count(*)::int` }).from(found);
  return row?.total ?? 0;
}

/** Somebody whose notifications were set aside. */
export interface NotificationRequest {
  readonly actorId: Id;
  readonly lastId: Id;
  readonly lastPostId: Id | null;
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** Whose notifications were set aside, the latest first. */
export async function notificationRequests(
  db: Queryable,
  recipientId: Id,
  window: IdWindow,
  actorId?: Id,
): Promise<NotificationRequest[]> {
  const { where, order } = inWindow(sql`last_id`, window);
  const rows = await db.execute<{
    actor_id: Id;
    last_id: Id;
    post_id: Id | null;
    count: number;
    first_at: string;
    last_at: string;
  }>(sql`
    SELECT actor_id::text, last_id::text, post_id::text, count, first_at, last_at FROM (
      SELECT actor_id, max(id) AS last_id, max(post_id) AS post_id, count(*)::int AS count,
        min(created_at)::text AS first_at, max(created_at)::text AS last_at
      FROM notifications
      WHERE recipient_id = ${recipientId} AND filtered AND ${actorId === undefined ? sql`true` : sql`actor_id = ${actorId}`}
      GROUP BY actor_id) AS requests
    WHERE ${where} ORDER BY ${order} LIMIT ${window.limit}`);
  const requests = rows.map((row) => ({
    actorId: row.actor_id,
    lastId: row.last_id,
    lastPostId: row.post_id,
    count: row.count,
    firstAt: new Date(row.first_at),
    lastAt: new Date(row.last_at),
  }));
  return newestFirst(requests, window);
}
