import { sql } from 'drizzle-orm';
import { operator } from '../../src/domain/caller.ts';
import type { Domain } from '../../src/domain/domain.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { trimHomes } from '../../src/domain/timelines/feed-home.ts';
import type { Id } from '../../src/platform/ids.ts';

export const STATUSES = 1_000_000;
export const FOLLOWED = 2_000;
const AUTHORS = 5_000;
export const READERS = 100;

/**
 * A million statuses of 5,000 authors elsewhere over a year, of which every reader follows 2,000; every tenth is an
 * answer. Rows are written in bulk, as the use cases write them one by one. Answers the first reader.
 */
export async function seedTimelines(domain: Domain): Promise<Id> {
  const { db } = domain;
  const readers: Id[] = [];
  for (let n = 0; n < READERS; n++) {
    const { id } = await addMember(domain, operator, {
      handle: `lettore${n}`,
      name: `Lettore ${n}`,
      kind: 'person',
    });
    readers.push(id);
  }
  const indexes = await db.execute<{ name: string; definition: string }>(sql`
    SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
    FROM pg_index WHERE indrelid = 'posts'::regclass AND NOT indisunique`);
  for (const { name } of indexes) await db.execute(sql.raw(`DROP INDEX ${name}`));
  await db.execute(sql`
    INSERT INTO actors (id, uri, type, host, handle, name, url, inbox, created_at, updated_at)
    SELECT n, 'https://altrove.example/' || n, 'Person', 'altrove.example', 'autore' || n, 'Autore ' || n,
      'https://altrove.example/@' || n, 'https://altrove.example/' || n || '/inbox', now(), now()
    FROM generate_series(1, ${AUTHORS}::int) AS n`);
  await db.execute(sql`
    INSERT INTO posts (id, uri, url, actor_id, kind, visibility, content, language, tags, in_reply_to, conversation_id,
      published_at, received)
    SELECT n, 'https://altrove.example/s/' || n, 'https://altrove.example/s/' || n, 1 + (n::bigint * 7919) % ${AUTHORS}, 'note',
      'public', '<p>Un messaggio tra i tanti, di lunghezza comune, numero ' || n || '</p>', 'it',
      CASE WHEN n % 50 = 0 THEN ARRAY['mercato'] ELSE '{}' END,
      CASE WHEN n % 10 = 0 THEN 'https://altrove.example/s/' || (n - 7) END, n,
      now() - (${STATUSES} - n) * interval '31 seconds', '{}'
    FROM generate_series(1, ${STATUSES}::int) AS n`);
  for (const { definition } of indexes) await db.execute(sql.raw(definition));
  for (const [n, reader] of readers.entries()) {
    await db.execute(sql`
      INSERT INTO follows (id, uri, follower_id, followed_id, state, created_at)
      SELECT ${n * 10_000}::bigint + k, 'https://qui.example/f/' || ${n}::int || '/' || k, ${reader}::bigint,
        1 + (${n * 13}::bigint + k * 2) % ${AUTHORS}, 'accepted', now()
      FROM generate_series(1, ${FOLLOWED}::int) AS k`);
    // Every author in turn writes as often: the newest entries are among the newest statuses.
    await db.execute(sql`
      INSERT INTO home_entries (owner_id, id, post_id, actor_id)
      SELECT ${reader}::bigint, p.id, p.id, p.actor_id FROM posts p
      JOIN follows f ON f.followed_id = p.actor_id AND f.follower_id = ${reader}
      WHERE p.id > ${STATUSES - 8_000} AND p.in_reply_to IS NULL`);
  }
  await trimHomes(domain);
  await db.execute(sql`VACUUM ANALYZE`);
  return readers[0] ?? '';
}
