import { sql } from 'drizzle-orm';
import type { Queryable } from '../domain.ts';

/** How many members and posts of its own the node has. */
export async function nodeStatistics(db: Queryable): Promise<{ members: number; posts: number }> {
  const [row] = await db.execute<{ members: number; posts: number }>(sql`
    SELECT (SELECT count(*) FROM members WHERE left_at IS NULL)::int AS members,
      (SELECT count(*) FROM posts WHERE received IS NULL AND deleted_at IS NULL)::int AS posts`);
  return row ?? { members: 0, posts: 0 };
}
