import { sql } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import type { Queryable } from '../domain.ts';
import type { Follow } from './follow.table.ts';

/** How somebody stands to another, seen from the first. */
export interface Relationship {
  readonly id: Id;
  readonly follows: Follow['state'] | undefined;
  /** What the follow brings, where there is one. */
  readonly brings: Pick<Follow, 'showsBoosts' | 'notifies' | 'languages'> | undefined;
  readonly endorses: boolean;
  readonly followedBy: Follow['state'] | undefined;
  readonly blocks: boolean;
  readonly blockedBy: boolean;
  readonly mutes: { readonly withNotifications: boolean; readonly endsAt: Date | null } | undefined;
  readonly mutesHost: boolean;
  readonly note: string;
}

/** How one actor stands to these, in their order; those that are not known are left out. */
export async function relationshipsOf(
  db: Queryable,
  actorId: Id,
  ids: readonly Id[],
): Promise<Relationship[]> {
  if (ids.length === 0) return [];
  const me = sql`${actorId}::bigint`;
  const rows = await db.execute<{
    id: Id;
    follows: Follow['state'] | null;
    shows_boosts: boolean | null;
    notifies: boolean | null;
    languages: string[] | null;
    endorses: boolean;
    followed_by: Follow['state'] | null;
    blocks: boolean;
    blocked_by: boolean;
    muted: boolean;
    with_notifications: boolean | null;
    ends_at: string | null;
    mutes_host: boolean;
    note: string | null;
  }>(sql`
    SELECT a.id::text, f.state AS follows, f.shows_boosts, f.notifies, to_json(f.languages) AS languages, g.state AS followed_by,
      EXISTS (SELECT 1 FROM endorsements e WHERE e.owner_id = ${me} AND e.target_id = a.id
        AND f.state = 'accepted') AS endorses,
      EXISTS (SELECT 1 FROM aversions v WHERE v.owner_id = ${me} AND v.target_id = a.id AND v.kind = 'block') AS blocks,
      EXISTS (SELECT 1 FROM aversions v WHERE v.owner_id = a.id AND v.target_id = ${me} AND v.kind = 'block') AS blocked_by,
      m.id IS NOT NULL AS muted, m.notifications AS with_notifications, m.ends_at::text,
      EXISTS (SELECT 1 FROM muted_hosts WHERE owner_id = ${me} AND host = a.host) AS mutes_host,
      n.text AS note
    FROM actors a
    LEFT JOIN follows f ON f.follower_id = ${me} AND f.followed_id = a.id
    LEFT JOIN follows g ON g.follower_id = a.id AND g.followed_id = ${me}
    LEFT JOIN aversions m ON m.owner_id = ${me} AND m.target_id = a.id AND m.kind = 'mute'
    LEFT JOIN notes n ON n.owner_id = ${me} AND n.target_id = a.id
    WHERE a.id IN (SELECT value::bigint FROM jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return [...new Set(ids)].flatMap((id): Relationship[] => {
    const row = byId.get(id);
    if (row === undefined) return [];
    return [
      {
        id,
        follows: row.follows ?? undefined,
        brings:
          row.follows === null
            ? undefined
            : {
                showsBoosts: row.shows_boosts === true,
                notifies: row.notifies === true,
                languages: row.languages,
              },
        endorses: row.endorses,
        followedBy: row.followed_by ?? undefined,
        blocks: row.blocks,
        blockedBy: row.blocked_by,
        mutes: row.muted
          ? {
              withNotifications: row.with_notifications === true,
              endsAt: row.ends_at === null ? null : new Date(row.ends_at),
            }
          : undefined,
        mutesHost: row.mutes_host,
        note: row.note ?? '',
      },
    ];
  });
}

/** Of those whom somebody follows, the ones who follow these too: at most a few for each. */
export async function familiarFollowers(
  db: Queryable,
  actorId: Id,
  ids: readonly Id[],
): Promise<Map<Id, Id[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db.execute<{ id: Id; familiar: Id[] }>(sql`
    SELECT one.id::text, coalesce((SELECT json_agg(f.follower_id::text) FROM (
      SELECT f.follower_id FROM follows f
      JOIN follows mine ON mine.follower_id = ${actorId}::bigint AND mine.followed_id = f.follower_id
        AND mine.state = 'accepted'
      WHERE f.followed_id = one.id AND f.state = 'accepted' ORDER BY f.id DESC LIMIT 20) AS f), '[]'::json) AS familiar
    FROM (SELECT value::bigint AS id FROM jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)) AS one`);
  return new Map(rows.map(({ id, familiar }) => [id, familiar]));
}
