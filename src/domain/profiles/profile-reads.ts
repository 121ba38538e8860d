import { sql } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import type { Actor } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';

/** Someone with the figures that a profile shows. */
export interface Profile {
  readonly actor: Actor;
  readonly followers: number;
  readonly following: number;
  readonly posts: number;
  readonly lastPostAt: Date | null;
}

/** The figures of all of these in one query; in the same order. What is between two people is not counted. */
export async function profilesOf(db: Queryable, actors: readonly Actor[]): Promise<Profile[]> {
  if (actors.length === 0) return [];
  const ids = JSON.stringify([...new Set(actors.map(({ id }) => id))]);
  const rows = await db.execute<{
    id: Id;
    followers: number;
    following: number;
    posts: number;
    last: string | null;
  }>(sql`
    SELECT one.id,
      (SELECT count(*) FROM follows WHERE followed_id = one.id AND state = 'accepted')::int AS followers,
      (SELECT count(*) FROM follows WHERE follower_id = one.id AND state = 'accepted')::int AS following,
      written.posts, written.last
    FROM (SELECT value::bigint AS id FROM jsonb_array_elements_text(${ids}::jsonb)) AS one
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS posts, max(published_at)::text AS last FROM posts
      WHERE actor_id = one.id AND deleted_at IS NULL AND visibility NOT IN ('direct', 'scoped')
    ) AS written`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return actors.map((actor) => {
    const { followers = 0, following = 0, posts = 0, last = null } = byId.get(actor.id) ?? {};
    return { actor, followers, following, posts, lastPostAt: last === null ? null : new Date(last) };
  });
}

export async function profileOf(db: Queryable, actor: Actor): Promise<Profile> {
  const [profile] = await profilesOf(db, [actor]);
  if (profile === undefined) throw new Error('a profile without an actor');
  return profile;
}
