import { and, asc, count, desc, eq, gt, inArray, isNull, lte, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Id } from '../../platform/ids.ts';
import { type Cursor, isAfter } from '../../platform/pages.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { fingerprint } from '../posts/fingerprint.ts';
import { type Post, type PostImage, postImages, posts } from '../posts/post.table.ts';
import { type EventRow, events } from './event.table.ts';

export interface EventView {
  readonly post: Post;
  readonly event: EventRow;
  /** Who calls to it. */
  readonly owner: Actor;
  readonly group: Actor | null;
  readonly images: readonly Omit<PostImage, 'postId'>[];
}

export interface EventFilter {
  /** Those that are not over, the first one first; or those that are, the last one first. */
  readonly when: 'coming' | 'past';
  readonly from?: 'here' | 'elsewhere' | undefined;
  readonly comune?: string | undefined;
  readonly ownerId?: Id | undefined;
  readonly groupId?: Id | undefined;
}

const group = alias(actors, 'audience');

/** Events that anyone may read, cancelled ones among them. */
export async function eventsList(
  db: Queryable,
  filter: EventFilter,
  now: Date,
  limit: number,
  after?: Cursor,
): Promise<EventView[]> {
  const isComing = filter.when === 'coming';
  const rest = after && (isComing ? isLater(after) : isAfter(after, events.startsAt, events.postId));
  const over = isComing ? gt(events.endsAt, now) : lte(events.endsAt, now);
  return select(db)
    .where(and(matches(filter), over, rest))
    .orderBy(...(isComing ? soonest : latest))
    .limit(limit);
}

/** How many of one organiser or district are to come. */
export async function comingEventCount(
  db: Queryable,
  filter: Omit<EventFilter, 'when'>,
  now: Date,
): Promise<number> {
  const [row] = await db
    .select({ total: count() })
    .from(events)
    .innerJoin(actors, eq(actors.id, events.ownerId))
    .where(and(matches(filter), gt(events.endsAt, now)));
  return row?.total ?? 0;
}

/** Another text whenever one of them comes, goes, is over or is changed. */
export async function comingEventsVersion(
  db: Queryable,
  filter: Omit<EventFilter, 'when'>,
  now: Date,
): Promise<string> {
  const [row] = await db
    .select({ version: fingerprint })
    .from(events)
    .innerJoin(posts, eq(posts.id, events.postId))
    .innerJoin(actors, eq(actors.id, events.ownerId))
    .where(and(matches(filter), gt(events.endsAt, now)));
  return row?.version ?? '';
}

/** What a calendar shows: events that are not over, and those that ended since. */
export async function calendarEvents(
  db: Queryable,
  filter: Omit<EventFilter, 'when'>,
  since: Date,
  limit: number,
): Promise<EventView[]> {
  return select(db)
    .where(and(matches(filter), gt(events.endsAt, since)))
    .orderBy(...soonest)
    .limit(limit);
}

/** One event; undefined where it is withdrawn. */
export async function eventById(db: Queryable, id: Id): Promise<EventView | undefined> {
  return (await select(db).where(eq(events.postId, id)))[0];
}

export async function eventsByIds(db: Queryable, ids: readonly Id[]): Promise<EventView[]> {
  return ids.length === 0 ? [] : select(db).where(inArray(events.postId, [...ids]));
}

export function eventCursor({ event }: EventView): Cursor {
  return { at: event.startsAt, id: event.postId };
}

const soonest = [asc(events.startsAt), asc(events.postId)];
const latest = [desc(events.startsAt), desc(events.postId)];

function isLater({ at, id }: Cursor): SQL {
  return sql`(${events.startsAt}, ${events.postId}) > (${sql.param(at, events.startsAt)}, ${sql.param(id, events.postId)})`;
}

function matches(filter: Omit<EventFilter, 'when'>): SQL | undefined {
  return and(
    eq(events.public, true),
    isNull(actors.suspendedAt),
    filter.from === undefined ? undefined : eq(events.own, filter.from === 'here'),
    filter.comune ? eq(sql`lower(${events.comune})`, filter.comune.toLowerCase()) : undefined,
    filter.ownerId ? eq(events.ownerId, filter.ownerId) : undefined,
    filter.groupId ? eq(events.groupId, filter.groupId) : undefined,
  );
}

function select(db: Queryable) {
  return db
    .select({
      post: posts,
      event: events,
      owner: actors,
      group,
      images: sql<EventView['images']>`coalesce((
        SELECT json_agg(json_build_object('position', i.position, 'media', i.media, 'url', i.url,
          'mediaType', i.media_type, 'alt', i.alt, 'width', i.width, 'height', i.height) ORDER BY i.position)
        FROM ${postImages} i WHERE i.post_id = ${posts.id}), '[]'::json)`,
    })
    .from(events)
    .innerJoin(posts, eq(posts.id, events.postId))
    .innerJoin(actors, eq(actors.id, events.ownerId))
    .leftJoin(group, eq(group.id, posts.audienceId));
}
