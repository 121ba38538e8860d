import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import type { Domain } from '../domain.ts';
import type { Post } from '../posts/post.table.ts';
import { homeEntries } from './home-entry.table.ts';
import { LIVE_CHANNEL, type LiveEvent } from './live.ts';

/** What of somebody's earlier posts stands in a timeline when a follow begins. */
const EARLIER_POSTS = 40;
const KEPT_ENTRIES = 2_000;

export interface FedPost {
  readonly post: Pick<Post, 'id' | 'actorId' | 'visibility' | 'inReplyTo' | 'language'>;
  /** Whom it names. */
  readonly mentionIds: readonly Id[];
}

/** A condition on a follow `f`: what is in this language is wanted. */
const wants = (language: SQL) =>
  sql`(f.languages IS NULL OR ${language} IS NULL OR split_part(${language}, '-', 1) = ANY (f.languages))`;

/**
 * Puts a new post into the home timelines of its author and of those of ours who follow the author or, where it is
 * public, one of its hashtags, and tells whoever looks on. A reply stands there only for those who follow both sides; a private post for those whom it names.
 */
export async function feedHome(tx: Transaction, { post, mentionIds }: FedPost): Promise<void> {
  const live: LiveEvent = { event: 'status', id: post.id, postId: post.id };
  const isReply = post.inReplyTo !== null;
  const named = sql.join(
    ['0', ...mentionIds].map((id) => sql`${id}::bigint`),
    sql`, `,
  );
  await tx.execute(sql`
    WITH parent AS (SELECT actor_id FROM posts WHERE uri = ${post.inReplyTo}),
    fed AS (
      INSERT INTO home_entries (owner_id, id, post_id, actor_id)
      SELECT a.id, ${post.id}::bigint, ${post.id}::bigint, ${post.actorId}::bigint
      FROM (
        SELECT f.follower_id AS id FROM follows f WHERE f.followed_id = ${post.actorId} AND f.state = 'accepted'
          AND ${wants(sql`${post.language}::text`)}
        UNION SELECT ${post.actorId}::bigint
        UNION SELECT t.owner_id FROM posts p JOIN followed_tags t ON t.name = ANY (p.tags)
          WHERE p.id = ${post.id} AND p.visibility = 'public'
      ) AS hearer JOIN actors a ON a.id = hearer.id AND a.host IS NULL AND a.deleted_at IS NULL
      WHERE (${!isReply} OR a.id = ${post.actorId}::bigint OR a.id IN (${named}) OR EXISTS (
        SELECT 1 FROM parent p WHERE p.actor_id IN (a.id, ${post.actorId}::bigint) OR EXISTS (
          SELECT 1 FROM follows g WHERE g.follower_id = a.id AND g.followed_id = p.actor_id AND g.state = 'accepted')))
        AND (${post.visibility !== 'direct'} OR a.id = ${post.actorId}::bigint OR a.id IN (${named}))
      ON CONFLICT DO NOTHING
      RETURNING 1)
    SELECT pg_notify(${LIVE_CHANNEL}, ${JSON.stringify(live)}), (SELECT count(*) FROM fed)`);
}

/** The same for a boost. Where a post stands already, it stands once. */
export async function feedBoost(
  tx: Transaction,
  boost: { readonly id: Id; readonly postId: Id; readonly actorId: Id },
): Promise<void> {
  const live: LiveEvent = { event: 'status', id: boost.id, postId: boost.postId };
  await tx.execute(sql`
    WITH fed AS (
      INSERT INTO home_entries (owner_id, id, post_id, actor_id)
      SELECT a.id, ${boost.id}::bigint, ${boost.postId}::bigint, ${boost.actorId}::bigint
      FROM follows f JOIN actors a ON a.id = f.follower_id AND a.host IS NULL AND a.deleted_at IS NULL
      JOIN posts p ON p.id = ${boost.postId}
      WHERE f.followed_id = ${boost.actorId} AND f.state = 'accepted' AND f.shows_boosts AND ${wants(sql`p.language`)}
      ON CONFLICT DO NOTHING
      RETURNING 1)
    SELECT pg_notify(${LIVE_CHANNEL}, ${JSON.stringify(live)}), (SELECT count(*) FROM fed)`);
}

/** One of ours begins to follow somebody: the last of what that one wrote and passed on comes into view. */
export async function fillHome(tx: Transaction, ownerId: Id, followedId: Id): Promise<void> {
  await tx.execute(sql`
    INSERT INTO home_entries (owner_id, id, post_id, actor_id)
    SELECT ${ownerId}::bigint, earlier.id, earlier.post_id, ${followedId}::bigint FROM (
      (SELECT id, id AS post_id FROM posts
        WHERE actor_id = ${followedId} AND deleted_at IS NULL AND visibility <> 'direct' AND in_reply_to IS NULL
        ORDER BY id DESC LIMIT ${EARLIER_POSTS})
      UNION ALL
      (SELECT id, post_id FROM announces WHERE actor_id = ${followedId} AND NOT undone
        ORDER BY id DESC LIMIT ${EARLIER_POSTS})
      ORDER BY id DESC LIMIT ${EARLIER_POSTS}) AS earlier
    JOIN posts p ON p.id = earlier.post_id
    JOIN follows f ON f.follower_id = ${ownerId} AND f.followed_id = ${followedId}
    WHERE EXISTS (SELECT 1 FROM actors a WHERE a.id = ${ownerId} AND a.host IS NULL)
      AND (f.shows_boosts OR earlier.id = earlier.post_id) AND ${wants(sql`p.language`)}
    ON CONFLICT DO NOTHING`);
}

/** One of ours wants to see more or less of somebody whom it follows. */
export async function refitHome(tx: Transaction, ownerId: Id, followedId: Id): Promise<void> {
  await tx.execute(sql`
    DELETE FROM home_entries e USING follows f, posts p
    WHERE e.owner_id = ${ownerId} AND e.actor_id = ${followedId} AND p.id = e.post_id
      AND f.follower_id = e.owner_id AND f.followed_id = e.actor_id
      AND NOT ((f.shows_boosts OR e.id = e.post_id) AND ${wants(sql`p.language`)})`);
  await fillHome(tx, ownerId, followedId);
}

/** A follow has ended. */
export async function clearHome(tx: Transaction, ownerId: Id, followedId: Id): Promise<void> {
  await tx
    .delete(homeEntries)
    .where(and(eq(homeEntries.ownerId, ownerId), eq(homeEntries.actorId, followedId)));
}

/** An actor is gone from here, or goes nowhere any more. */
export async function clearAllOf(tx: Transaction, actorId: Id): Promise<void> {
  await tx.delete(homeEntries).where(eq(homeEntries.ownerId, actorId));
  await tx.delete(homeEntries).where(eq(homeEntries.actorId, actorId));
}

/** Posts or boosts that are taken back. */
export async function removeFromHome(
  tx: Transaction,
  which: { readonly postIds: readonly Id[] } | { readonly ids: readonly Id[] },
): Promise<void> {
  await tx.delete(homeEntries).where(
    'postIds' in which
      ? inArray(homeEntries.postId, [...which.postIds])
      : // The post's own entry has the post's id: a boost has another.
        sql`${homeEntries.id} IN (${sql.join(
          which.ids.map((id) => sql`${id}::bigint`),
          sql`, `,
        )})`,
  );
}

/** Of a home timeline the newest entries are kept: further back, clients look at who wrote what. */
export async function trimHomes(domain: Domain): Promise<void> {
  await domain.db.execute(sql`
    DELETE FROM home_entries e USING (
      SELECT o.owner_id, (
        SELECT k.id FROM home_entries k WHERE k.owner_id = o.owner_id ORDER BY k.id DESC OFFSET ${KEPT_ENTRIES} LIMIT 1
      ) AS last
      FROM (SELECT DISTINCT owner_id FROM home_entries) AS o
    ) AS limits
    WHERE e.owner_id = limits.owner_id AND e.id <= limits.last`);
}
