import { sql } from 'drizzle-orm';
import type { Domain } from '../domain.ts';

const DAYS = 7;
/** Of so many of the newest posts the tags are counted. */
const LOOKED_AT = 5_000;

export interface TrendingTag {
  readonly name: string;
  /** The last seven days, today first: its midnight (UTC), how often and by how many. */
  readonly days: readonly { readonly day: Date; readonly uses: number; readonly authors: number }[];
}

/** The hashtags that most people here and in the districts known here used this week, in public. */
export async function trendingTags({ db, clock }: Domain, limit: number): Promise<TrendingTag[]> {
  const midnight = new Date(clock.now());
  midnight.setUTCHours(0, 0, 0, 0);
  const since = new Date(midnight.getTime() - (DAYS - 1) * 86_400_000);
  const rows = await db.execute<{ tag: string; day: number; uses: number; authors: number }>(sql`
    WITH newest AS (
      SELECT tags, actor_id, published_at FROM posts
      WHERE visibility = 'public' AND deleted_at IS NULL AND kind IN ('proposal', 'announcement', 'note', 'event')
        AND published_at >= ${since.toISOString()}::timestamptz
      ORDER BY id DESC LIMIT ${LOOKED_AT}),
    used AS (
      SELECT tag, actor_id, floor(extract(epoch FROM published_at - ${since.toISOString()}::timestamptz) / 86400)::int AS day
      FROM newest, unnest(tags) AS tag),
    best AS (
      SELECT tag FROM used GROUP BY tag ORDER BY count(DISTINCT actor_id) DESC, count(*) DESC, tag LIMIT ${limit})
    SELECT tag, day, count(*)::int AS uses, count(DISTINCT actor_id)::int AS authors
    FROM used JOIN best USING (tag) GROUP BY 1, 2`);
  const names = [...new Set(rows.map(({ tag }) => tag))];
  const tags = names.map((name) => ({
    name,
    days: Array.from({ length: DAYS }, (_, ago) => {
      const row = rows.find(({ tag, day }) => tag === name && day === DAYS - 1 - ago);
      const day = new Date(midnight.getTime() - ago * 86_400_000);
      return { day, uses: row?.uses ?? 0, authors: row?.authors ?? 0 };
    }),
  }));
  const total = ({ days }: TrendingTag, of: 'authors' | 'uses') =>
    days.reduce((sum, one) => sum + one[of], 0);
  return tags.sort(
    (a, b) => total(b, 'authors') - total(a, 'authors') || total(b, 'uses') - total(a, 'uses'),
  );
}
