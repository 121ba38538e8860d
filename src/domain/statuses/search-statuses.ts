import { type SQL, sql } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import { actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { posts, postWords } from '../posts/post.table.ts';
import { proposals } from '../proposals/proposal.table.ts';

/** Of what somebody wrote, liked, kept or was named in, so many of the newest are searched. */
const OWN_LOOKED_AT = 5_000;

/**
 * Posts with these words, newest first: for everyone open offers and requests, and what is public and whose author may be
 * found (FEP-5feb); for somebody of ours also what they wrote, liked, kept, or were named in. What of it they may see is decided as each is read.
 */
export async function searchStatuses(
  db: Queryable,
  viewerId: Id | undefined,
  text: string,
  limit: number,
  offset = 0,
): Promise<Id[]> {
  const words = postWords({ title: sql`p.title`, content: sql`p.content` });
  const asked = sql`websearch_to_tsquery('italian_unaccented', ${text})`;
  const found = sql`p.deleted_at IS NULL AND ${words} @@ ${asked}`;
  const most = limit + offset;
  const among = (ids: SQL) => sql`UNION (
    SELECT p.id FROM (${ids} DESC LIMIT ${OWN_LOOKED_AT}) AS mine JOIN posts p ON p.id = mine.id WHERE ${found}
    ORDER BY p.id DESC LIMIT ${most})`;
  const me = sql`${viewerId ?? '0'}::bigint`;
  const own =
    viewerId === undefined
      ? sql``
      : sql.join([
          among(sql`SELECT id FROM posts WHERE actor_id = ${me} ORDER BY id`),
          among(sql`SELECT post_id AS id FROM favourites WHERE actor_id = ${me} ORDER BY favourites.id`),
          among(sql`SELECT post_id AS id FROM bookmarks WHERE actor_id = ${me} ORDER BY bookmarks.id`),
          among(sql`SELECT post_id AS id FROM mentions WHERE actor_id = ${me} ORDER BY post_id`),
        ]);
  const rows = await db.execute<{ id: Id }>(sql`
    SELECT id::text FROM (
      (SELECT p.id FROM ${posts} p JOIN ${actors} a ON a.id = p.actor_id
        WHERE ${found} AND p.visibility = 'public' AND a.indexable ORDER BY p.id DESC LIMIT ${most})
      UNION (SELECT r.post_id FROM ${proposals} r
        WHERE r.search @@ ${asked} AND r.state = 'open' AND r.public ORDER BY r.post_id DESC LIMIT ${most})
      ${own}) AS all_found
    ORDER BY all_found.id DESC LIMIT ${limit} OFFSET ${offset}`);
  return rows.map(({ id }) => id);
}
