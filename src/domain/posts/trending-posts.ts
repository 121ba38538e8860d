import { sql } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import type { Domain } from '../domain.ts';

const DAYS = 7;
/** Of so many of the newest favourites, boosts and answers those of each post are counted. */
const LOOKED_AT = 5_000;

export interface TrendingPost {
  readonly postId: Id;
  /** How many people liked, passed on or answered it this week. */
  readonly people: number;
}

/**
 * What most people, here and elsewhere, liked, passed on or answered this week, of what is public, answers nobody and
 * whose author wants to be found; with `withPage` only what has a page where one can act. That a district or a network passes on all
 * that its own publish counts for nothing.
 */
export async function trendingPosts(
  { db, clock }: Domain,
  { withPage = false, limit, offset = 0 }: { withPage?: boolean; limit: number; offset?: number },
): Promise<TrendingPost[]> {
  const since = new Date(clock.now().getTime() - DAYS * 86_400_000).toISOString();
  const rows = await db.execute<{ id: Id; people: number }>(sql`
    WITH said AS (
      (SELECT post_id, actor_id, created_at AS at FROM favourites ORDER BY id DESC LIMIT ${LOOKED_AT})
      UNION ALL (SELECT post_id, actor_id, published_at FROM announces WHERE NOT undone ORDER BY id DESC LIMIT ${LOOKED_AT})
      UNION ALL (SELECT q.id, r.actor_id, r.published_at
        FROM (SELECT in_reply_to, actor_id, published_at FROM posts
          WHERE in_reply_to IS NOT NULL AND deleted_at IS NULL AND visibility IN ('public', 'unlisted')
          ORDER BY id DESC LIMIT ${LOOKED_AT}) AS r
        JOIN posts q ON q.uri = r.in_reply_to)),
    best AS (
      SELECT said.post_id AS id, count(DISTINCT said.actor_id)::int AS people
      FROM said JOIN actors who ON who.id = said.actor_id AND who.type <> 'Group'
      JOIN posts p ON p.id = said.post_id AND p.actor_id <> said.actor_id
      WHERE said.at >= ${since}::timestamptz GROUP BY 1)
    SELECT p.id::text, best.people FROM best JOIN posts p ON p.id = best.id JOIN actors a ON a.id = p.actor_id
    WHERE p.deleted_at IS NULL AND p.visibility = 'public' AND p.in_reply_to IS NULL AND NOT p.sensitive
      AND a.discoverable AND a.deleted_at IS NULL AND a.suspended_at IS NULL
      AND (${!withPage} OR p.kind IN ('proposal', 'event', 'order') OR p.title IS NOT NULL)
    ORDER BY best.people DESC, p.id DESC LIMIT ${limit} OFFSET ${offset}`);
  return rows.map(({ id, people }) => ({ postId: id, people }));
}
