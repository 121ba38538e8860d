import { and, count, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Id } from '../../platform/ids.ts';
import { type IdWindow, inWindow, newestFirst } from '../../platform/pages.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { type Follow, follows } from './follow.table.ts';

/** By the IRI of the Follow activity. */
export async function followByUri(db: Queryable, uri: string): Promise<Follow | undefined> {
  return (await db.select().from(follows).where(eq(follows.uri, uri)))[0];
}

/** What one actor is to another that it follows, or has asked to. */
export async function tieBetween(db: Queryable, followerId: Id, followedId: Id): Promise<Follow | undefined> {
  const [row] = await db
    .select()
    .from(follows)
    .where(and(eq(follows.followerId, followerId), eq(follows.followedId, followedId)));
  return row;
}

/** What these are to one that they follow, or have asked to. */
export async function tiesTo(db: Queryable, followerIds: readonly Id[], followedId: Id): Promise<Follow[]> {
  if (followerIds.length === 0) return [];
  return db
    .select()
    .from(follows)
    .where(and(inArray(follows.followerId, [...followerIds]), eq(follows.followedId, followedId)));
}

/** Whom one of ours follows or has asked to, newest first; the window is one of ids of follows. */
export async function followsBy(
  db: Queryable,
  followerId: Id,
  window: IdWindow,
): Promise<{ follow: Follow; followed: Actor }[]> {
  const { where, order } = inWindow(follows.id, window);
  const rows = await db
    .select({ follow: follows, followed: actors })
    .from(follows)
    .innerJoin(actors, eq(actors.id, follows.followedId))
    .where(
      and(eq(follows.followerId, followerId), ne(follows.state, 'rejected'), isNull(actors.deletedAt), where),
    )
    .orderBy(order)
    .limit(window.limit);
  return newestFirst(rows, window);
}

/** Whether anyone here follows this actor. */
export async function isFollowedHere(db: Queryable, actorId: Id): Promise<boolean> {
  const rows = await db
    .select({ id: follows.id })
    .from(follows)
    .innerJoin(actors, eq(actors.id, follows.followerId))
    .where(and(eq(follows.followedId, actorId), eq(follows.state, 'accepted'), isNull(actors.host)))
    .limit(1)
    .prepare('is_followed_here')
    .execute();
  return rows.length > 0;
}

/** Whether one actor follows another, and was accepted. */
export async function isFollowing(db: Queryable, followerId: Id, followedId: Id): Promise<boolean> {
  const rows = await db
    .select({ id: follows.id })
    .from(follows)
    .where(
      and(
        eq(follows.followerId, followerId),
        eq(follows.followedId, followedId),
        eq(follows.state, 'accepted'),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** Which of these one actor follows, or has asked to, whatever came of it. */
export async function followedOf(
  db: Queryable,
  followerId: Id,
  actorIds: readonly Id[],
): Promise<ReadonlySet<Id>> {
  if (actorIds.length === 0) return new Set();
  const rows = await db
    .select({ id: follows.followedId })
    .from(follows)
    .where(and(eq(follows.followerId, followerId), inArray(follows.followedId, [...actorIds])));
  return new Set(rows.map(({ id }) => id));
}

/** Whom one actor follows by reason of a membership. */
export async function followedByMembership(db: Queryable, followerId: Id): Promise<Follow[]> {
  return db
    .select()
    .from(follows)
    .where(and(eq(follows.followerId, followerId), follows.byMembership));
}

/** Followers or followed of one actor, newest first; the window is one of ids of ties. */
export async function ties(
  db: Queryable,
  which: 'followers' | 'following',
  actorId: Id,
  window: IdWindow,
): Promise<{ followId: Id; state: Follow['state']; actor: Actor }[]> {
  const [here, there] =
    which === 'followers'
      ? [follows.followedId, follows.followerId]
      : [follows.followerId, follows.followedId];
  const other = alias(actors, 'other');
  const { where, order } = inWindow(follows.id, window);
  const rows = await db
    .select({ followId: follows.id, state: follows.state, actor: other })
    .from(follows)
    .innerJoin(other, eq(other.id, there))
    .where(and(eq(here, actorId), eq(follows.state, 'accepted'), where))
    .orderBy(order)
    .limit(window.limit);
  return newestFirst(rows, window);
}

export async function tieCount(
  db: Queryable,
  which: 'followers' | 'following',
  actorId: Id,
): Promise<number> {
  const here = which === 'followers' ? follows.followedId : follows.followerId;
  const [row] = await db
    .select({ total: count() })
    .from(follows)
    .where(and(eq(here, actorId), eq(follows.state, 'accepted')));
  return row?.total ?? 0;
}

/** Requests that wait for an answer of one of our actors, or of another node, newest first. */
export async function openRequests(db: Queryable, actorId: Id, window: IdWindow) {
  const follower = alias(actors, 'follower');
  const { where, order } = inWindow(follows.id, window);
  const rows = await db
    .select({ followId: follows.id, follower })
    .from(follows)
    .innerJoin(follower, eq(follower.id, follows.followerId))
    .where(and(eq(follows.followedId, actorId), eq(follows.state, 'pending'), where))
    .orderBy(order)
    .limit(window.limit);
  return newestFirst(rows, window);
}

/** Who of ours wants to be told of each post of this actor, where it is in a language that they read. */
export async function subscribersOf(db: Queryable, actorId: Id, language: string | null): Promise<Id[]> {
  const reads = sql`(${follows.languages} IS NULL OR ${language}::text IS NULL
    OR split_part(${language}, '-', 1) = ANY (${follows.languages}))`;
  const rows = await db
    .select({ id: follows.followerId })
    .from(follows)
    .where(and(eq(follows.followedId, actorId), follows.notifies, eq(follows.state, 'accepted'), reads));
  return rows.map(({ id }) => id);
}

/** The inboxes that hear what any of these actors says: one for each server where it has a shared one. */
export async function followerInboxes(db: Queryable, actorIds: readonly Id[]): Promise<string[]> {
  const rows = await db
    .selectDistinct({ inbox: sql<string>`coalesce(${actors.sharedInbox}, ${actors.inbox})` })
    .from(follows)
    .innerJoin(actors, eq(actors.id, follows.followerId))
    .where(
      and(
        inArray(follows.followedId, [...actorIds]),
        eq(follows.state, 'accepted'),
        isNotNull(actors.host),
        isNull(actors.deletedAt),
        isNull(actors.suspendedAt),
      ),
    );
  return rows.map((row) => row.inbox);
}
