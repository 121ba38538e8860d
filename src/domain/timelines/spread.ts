import { sql } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import type { Queryable } from '../domain.ts';

/** In which timelines a post stands, as far as these readers are concerned. */
export interface Spread {
  readonly isPublic: boolean;
  readonly isDirect: boolean;
  readonly isReply: boolean;
  readonly isRemote: boolean;
  readonly hasMedia: boolean;
  readonly tags: ReadonlySet<string>;
  /** Who has blocked or muted its author, where that one is, or who brought it into their home. */
  readonly averse: ReadonlySet<Id>;
  /** Whose home it is in. */
  readonly homes: ReadonlySet<Id>;
  /** In which lists of these readers: `<owner> <list>`. */
  readonly lists: ReadonlySet<string>;
  /** Whose home it is in, who wrote it, and whom it names. */
  readonly homesOrNamed: ReadonlySet<Id>;
}

export async function spreadOf(
  db: Queryable,
  postId: Id,
  readerIds: readonly Id[],
): Promise<Spread | undefined> {
  const readers = sql.join(
    ['0', ...readerIds].map((id) => sql`${id}::bigint`),
    sql`, `,
  );
  const [row] = await db.execute<{
    visibility: string;
    reply: boolean;
    remote: boolean;
    media: boolean;
    tags: string[];
    author: Id;
    homes: Id[];
    named: Id[];
    averse: Id[];
    lists: string[];
  }>(sql`
    SELECT p.visibility, p.in_reply_to IS NOT NULL AS reply, p.received IS NOT NULL AS remote, p.actor_id::text AS author,
      EXISTS (SELECT 1 FROM post_images i WHERE i.post_id = p.id) AS media, to_json(p.tags) AS tags,
      coalesce((SELECT json_agg(h.owner_id::text) FROM home_entries h
        WHERE h.post_id = p.id AND h.owner_id IN (${readers})), '[]'::json) AS homes,
      coalesce((SELECT json_agg(m.actor_id::text) FROM mentions m
        WHERE m.post_id = p.id AND m.actor_id IN (${readers})), '[]'::json) AS named,
      coalesce((SELECT json_agg(averse.owner_id::text) FROM (
        SELECT v.owner_id FROM aversions v WHERE v.target_id = p.actor_id AND v.owner_id IN (${readers})
        UNION SELECT m.owner_id FROM muted_hosts m JOIN actors o ON o.host = m.host
          WHERE o.id = p.actor_id AND m.owner_id IN (${readers})
        UNION SELECT h.owner_id FROM home_entries h JOIN aversions v ON v.owner_id = h.owner_id
          AND v.target_id = h.actor_id WHERE h.post_id = p.id AND h.owner_id IN (${readers})
      ) AS averse), '[]'::json) AS averse,
      coalesce((SELECT json_agg(x.owner_id || ' ' || x.id) FROM home_entries h
        JOIN lists x ON x.owner_id = h.owner_id JOIN list_members l ON l.list_id = x.id AND l.actor_id = h.actor_id
        WHERE h.post_id = p.id AND h.owner_id IN (${readers})), '[]'::json) AS lists
    FROM posts p WHERE p.id = ${postId} AND p.deleted_at IS NULL`);
  if (row === undefined) return undefined;
  return {
    isPublic: row.visibility === 'public',
    isDirect: row.visibility === 'direct',
    isReply: row.reply,
    isRemote: row.remote,
    hasMedia: row.media,
    tags: new Set(row.tags),
    averse: new Set(row.averse),
    lists: new Set(row.lists),
    homes: new Set(row.homes),
    homesOrNamed: new Set([...row.homes, ...row.named, row.author]),
  };
}
