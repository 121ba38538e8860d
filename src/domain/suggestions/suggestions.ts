import { sql } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import { actorsByIds } from '../actors/actor-reads.ts';
import { notBlockedBy, notHiddenFrom } from '../aversions/hidden.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import { dismissedSuggestions } from './dismissed-suggestion.table.ts';

/** So many of the newest that somebody follows are asked whom they follow, and each for so many of its newest. */
const FRIENDS = 200;
const OF_EACH = 100;

export interface Suggestion {
  readonly actor: Actor;
  /** Whether those whom one follows follow it; else it is somebody of this node. */
  readonly isFriendsFriend: boolean;
}

/**
 * Whom somebody may like to follow: districts and people whom most of those follow that they follow, then the newest of
 * this node. Only who wants to be found, and whom they neither follow nor keep away nor have turned down.
 */
export async function suggestionsFor(db: Queryable, ownerId: Id, limit: number): Promise<Suggestion[]> {
  const me = sql`${ownerId}::bigint`;
  const rows = await db.execute<{ id: Id; friends: number }>(sql`
    WITH friends AS (
      SELECT followed_id FROM follows WHERE follower_id = ${me} AND state = 'accepted'
      ORDER BY id DESC LIMIT ${FRIENDS}),
    theirs AS (
      SELECT t.followed_id AS id, count(*)::int AS friends FROM friends CROSS JOIN LATERAL (
        SELECT f.followed_id FROM follows f WHERE f.follower_id = friends.followed_id AND f.state = 'accepted'
        ORDER BY f.id DESC LIMIT ${OF_EACH}) AS t
      GROUP BY 1),
    ours AS (
      SELECT m.id, 0 AS friends FROM members m WHERE m.left_at IS NULL ORDER BY m.joined_at DESC, m.id DESC LIMIT ${FRIENDS})
    SELECT one.id::text, max(one.friends) AS friends
    FROM (SELECT * FROM theirs UNION ALL SELECT * FROM ours) AS one JOIN ${actors} a ON a.id = one.id
    WHERE a.id <> ${me} AND a.discoverable AND a.deleted_at IS NULL AND a.suspended_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM follows f WHERE f.follower_id = ${me} AND f.followed_id = a.id)
      AND NOT EXISTS (SELECT 1 FROM dismissed_suggestions d WHERE d.owner_id = ${me} AND d.target_id = a.id)
      AND ${notHiddenFrom(ownerId, sql`a.id`)} AND ${notBlockedBy(sql`a.id`, me)}
    GROUP BY one.id ORDER BY 2 DESC, one.id DESC LIMIT ${limit}`);
  const people = new Map(
    (
      await actorsByIds(
        db,
        rows.map(({ id }) => id),
      )
    ).map((actor) => [actor.id, actor]),
  );
  return rows.flatMap(({ id, friends }) => {
    const actor = people.get(id);
    return actor === undefined ? [] : [{ actor, isFriendsFriend: friends > 0 }];
  });
}

/** Suggests somebody no more. @throws {UserError} `forbidden` */
export async function dismissSuggestion(
  domain: Domain,
  caller: Caller,
  ownerId: Id,
  targetId: Id,
): Promise<void> {
  requireActingFor(caller, ownerId);
  await domain.db.insert(dismissedSuggestions).values({ ownerId, targetId }).onConflictDoNothing();
}
