import { sql } from 'drizzle-orm';
import type { Domain, Queryable } from '../domain.ts';

const BATCH = 2_000;
const MIN_LETTERS = 4;

/** Learns the words of the titles that came since the last time. @returns how many proposals were read */
export async function learnWords({ db }: Pick<Domain, 'db'>): Promise<number> {
  const [read] = await db.execute<{ count: number }>(sql`
    WITH come AS (
      SELECT p.post_id, posts.title FROM proposals p JOIN posts ON posts.id = p.post_id
      WHERE p.state = 'open' AND p.public
        AND p.post_id > coalesce((SELECT max(post_id) FROM search_words), 0)
      ORDER BY p.post_id LIMIT ${BATCH}),
    words AS (
      SELECT DISTINCT ON (word) word, post_id
      FROM come, regexp_split_to_table(lower(unaccent(title)), '[^[:alpha:]]+') AS word
      WHERE length(word) BETWEEN ${MIN_LETTERS} AND 40 ORDER BY word, post_id DESC),
    learnt AS (
      INSERT INTO search_words (word, post_id) SELECT word, post_id FROM words
      ON CONFLICT (word) DO UPDATE SET post_id = excluded.post_id)
    SELECT count(*)::int AS count FROM come`);
  return read?.count ?? 0;
}

/**
 * The text with each word that finds nothing replaced by the one most like it; undefined where there is nothing to
 * replace. Quotes and minus signs are somebody's who knows what they want.
 */
export async function respell(db: Queryable, text: string): Promise<string | undefined> {
  const words = text.split(/\s+/).filter((word) => word.length >= MIN_LETTERS);
  if (words.length === 0 || words.length > 8 || !words.every((word) => /^[\p{L}\p{M}'’]+$/u.test(word))) {
    return undefined;
  }
  const rows = await db.execute<{ typed: string; meant: string }>(sql`
    SELECT typed, alike.word AS meant
    FROM jsonb_array_elements_text(${JSON.stringify(words)}::jsonb) AS typed
    CROSS JOIN LATERAL (SELECT lower(unaccent(typed)) AS plain) AS p
    CROSS JOIN LATERAL (
      SELECT word FROM search_words WHERE word % plain
      ORDER BY similarity(word, plain) DESC, post_id DESC LIMIT 1) AS alike
    CROSS JOIN LATERAL plainto_tsquery('italian_unaccented', typed) AS asked
    WHERE numnode(asked) > 0
      AND NOT EXISTS (SELECT FROM search_words WHERE word = plain)
      AND NOT EXISTS (SELECT FROM proposals WHERE state = 'open' AND public AND search @@ asked)`);
  const meant = new Map(rows.map((row) => [row.typed, row.meant]));
  return meant.size === 0 ? undefined : text.replace(/\S+/g, (word) => meant.get(word) ?? word);
}
