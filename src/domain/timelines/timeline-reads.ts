import { type SQL, sql } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import { type IdWindow, inWindow, newestFirst } from '../../platform/pages.ts';
import { notHiddenFrom } from '../aversions/hidden.ts';
import type { Queryable } from '../domain.ts';
import type { List } from '../lists/list.table.ts';
import type { StatusRef } from '../statuses/status-reads.ts';

/** Pages of timelines: where things stand. What of it a reader may see is decided as each status is read. */

interface Row extends Record<string, unknown> {
  readonly id: Id;
  readonly post_id: Id;
  readonly booster_id: Id | null;
  readonly uri: string | null;
  readonly at: string | null;
}

function refOf({ id, post_id, booster_id, uri, at }: Row): StatusRef {
  const boost =
    booster_id === null ? undefined : { actorId: booster_id, uri: uri ?? '', at: new Date(at ?? 0) };
  return { id, postId: post_id, boost };
}

async function read(db: Queryable, window: IdWindow, query: SQL): Promise<StatusRef[]> {
  return newestFirst((await db.execute<Row>(query)).map(refOf), window);
}

const boostOf = sql`b.actor_id::text AS booster_id, b.uri, b.published_at::text AS at`;
const noBoost = sql`NULL::text AS booster_id, NULL::text AS uri, NULL::text AS at`;

/** Where a boost that stands leads. */
export async function boostRef(db: Queryable, id: Id): Promise<StatusRef | undefined> {
  const [row] = await db.execute<Row>(sql`
    SELECT b.id::text, b.post_id::text, ${boostOf} FROM announces b WHERE b.id = ${id} AND NOT b.undone`);
  return row && refOf(row);
}

/** What those that one follows write and pass on. */
export async function homeTimeline(db: Queryable, ownerId: Id, window: IdWindow): Promise<StatusRef[]> {
  const { where, order } = inWindow(sql`e.id`, window);
  return read(
    db,
    window,
    sql`
      SELECT e.id::text, e.post_id::text, ${boostOf}
      FROM home_entries e JOIN posts p ON p.id = e.post_id LEFT JOIN announces b ON b.id = e.id AND e.id <> e.post_id
      WHERE e.owner_id = ${ownerId} AND ${where} AND ${notHiddenFrom(ownerId, sql`e.actor_id`, sql`p.actor_id`)}
        AND NOT EXISTS (SELECT 1 FROM list_members l JOIN lists x ON x.id = l.list_id
          WHERE x.owner_id = ${ownerId} AND x.exclusive AND l.actor_id = e.actor_id)
      ORDER BY ${order} LIMIT ${window.limit}`,
  );
}

/** What in one's home is by those in a list. */
export async function listTimeline(
  db: Queryable,
  { id, ownerId, repliesPolicy }: List,
  window: IdWindow,
): Promise<StatusRef[]> {
  const { where, order } = inWindow(sql`e.id`, window);
  const inList = (actorId: SQL) =>
    sql`EXISTS (SELECT 1 FROM list_members l WHERE l.list_id = ${id} AND l.actor_id = ${actorId})`;
  const replies = {
    followed: sql`true`,
    none: sql`p.in_reply_to IS NULL`,
    list: sql`(p.in_reply_to IS NULL OR EXISTS (
      SELECT 1 FROM posts q WHERE q.uri = p.in_reply_to AND (q.actor_id = ${ownerId} OR ${inList(sql`q.actor_id`)})))`,
  };
  return read(
    db,
    window,
    sql`
      SELECT e.id::text, e.post_id::text, ${boostOf}
      FROM home_entries e JOIN posts p ON p.id = e.post_id LEFT JOIN announces b ON b.id = e.id AND e.id <> e.post_id
      WHERE e.owner_id = ${ownerId} AND ${where} AND ${inList(sql`e.actor_id`)} AND ${replies[repliesPolicy]}
        AND ${notHiddenFrom(ownerId, sql`e.actor_id`, sql`p.actor_id`)}
      ORDER BY ${order} LIMIT ${window.limit}`,
  );
}

export interface PublicFilter {
  readonly from?: 'here' | 'elsewhere' | undefined;
  readonly onlyMedia?: boolean | undefined;
}

/** What anyone may read of all that is known, answers left out. */
export async function publicTimeline(
  db: Queryable,
  viewerId: Id | undefined,
  filter: PublicFilter,
  window: IdWindow,
): Promise<StatusRef[]> {
  const { where, order } = inWindow(sql`p.id`, window);
  return read(
    db,
    window,
    sql`
      SELECT p.id::text, p.id::text AS post_id, ${noBoost}
      FROM posts p
      WHERE p.deleted_at IS NULL AND p.visibility = 'public' AND p.in_reply_to IS NULL AND ${where}
        AND ${fromOf(filter)} AND ${mediaOf(filter)} AND ${notHiddenFrom(viewerId, sql`p.actor_id`)}
      ORDER BY ${order} LIMIT ${window.limit}`,
  );
}

export interface TagFilter extends PublicFilter {
  /** Lower case, without `#`. */
  readonly any: readonly string[];
  readonly all?: readonly string[] | undefined;
  readonly none?: readonly string[] | undefined;
}

/** What is public and has one of these hashtags, all of those, and none of the last. */
export async function tagTimeline(
  db: Queryable,
  viewerId: Id | undefined,
  { any, all = [], none = [], ...filter }: TagFilter,
  window: IdWindow,
): Promise<StatusRef[]> {
  const { where, order } = inWindow(sql`p.id`, window);
  const tags = (names: readonly string[]) =>
    sql`ARRAY[${sql.join(
      names.map((name) => sql`${name}`),
      sql`, `,
    )}]::text[]`;
  return read(
    db,
    window,
    sql`
      SELECT p.id::text, p.id::text AS post_id, ${noBoost}
      FROM posts p
      WHERE p.tags && ${tags(any)} AND p.tags @> ${tags(all)} AND NOT p.tags && ${tags(none)}
        AND p.deleted_at IS NULL AND p.visibility = 'public' AND ${where}
        AND ${fromOf(filter)} AND ${mediaOf(filter)} AND ${notHiddenFrom(viewerId, sql`p.actor_id`)}
      ORDER BY ${order} LIMIT ${window.limit}`,
  );
}

export interface AccountFilter {
  readonly excludeReplies?: boolean | undefined;
  readonly excludeBoosts?: boolean | undefined;
  readonly onlyMedia?: boolean | undefined;
  readonly tagged?: string | undefined;
}

/** What somebody wrote and passed on. A district passes on so much that its own words would drown: it has boosts too. */
export async function accountTimeline(
  db: Queryable,
  actorId: Id,
  filter: AccountFilter,
  window: IdWindow,
): Promise<StatusRef[]> {
  const own = inWindow(sql`p.id`, window);
  const passed = inWindow(sql`b.id`, window);
  const all = inWindow(sql`id`, window);
  const boosts =
    filter.excludeBoosts || filter.onlyMedia || filter.tagged !== undefined
      ? sql`SELECT 0::bigint, 0::bigint, ${noBoost} WHERE false`
      : sql`SELECT b.id, b.post_id, ${boostOf} FROM announces b
          WHERE b.actor_id = ${actorId} AND NOT b.undone AND ${passed.where}
          ORDER BY ${passed.order} LIMIT ${window.limit}`;
  return read(
    db,
    window,
    sql`
      SELECT id::text, post_id::text, booster_id, uri, at FROM (
        (SELECT p.id, p.id AS post_id, ${noBoost} FROM posts p
          WHERE p.actor_id = ${actorId} AND p.deleted_at IS NULL AND p.visibility <> 'direct' AND ${own.where}
            AND ${filter.excludeReplies ? sql`p.in_reply_to IS NULL` : sql`true`} AND ${mediaOf(filter)}
            AND ${filter.tagged === undefined ? sql`true` : sql`p.tags @> ARRAY[${filter.tagged}]::text[]`}
          ORDER BY ${own.order} LIMIT ${window.limit})
        UNION ALL (${boosts})) AS found
      ORDER BY ${all.order} LIMIT ${window.limit}`,
  );
}

/** What is between somebody and those named, without regard to threads. */
export async function directTimeline(db: Queryable, ownerId: Id, window: IdWindow): Promise<StatusRef[]> {
  const { where, order } = inWindow(sql`p.id`, window);
  const isDirect = sql`p.visibility = 'direct' AND p.deleted_at IS NULL AND ${where}`;
  const page = sql`ORDER BY ${order} LIMIT ${window.limit}`;
  return read(
    db,
    window,
    sql`
      SELECT p.id::text, p.id::text AS post_id, ${noBoost} FROM (
        (SELECT p.id, p.actor_id FROM posts p WHERE p.actor_id = ${ownerId} AND ${isDirect} ${page})
        UNION (SELECT p.id, p.actor_id FROM mentions m JOIN posts p ON p.id = m.post_id
          WHERE m.actor_id = ${ownerId} AND ${isDirect} ${page})) AS p
      WHERE ${notHiddenFrom(ownerId, sql`p.actor_id`)} ${page}`,
  );
}

/** What somebody has pinned, the last one first. */
export async function pinnedTimeline(db: Queryable, actorId: Id): Promise<StatusRef[]> {
  const rows = await db.execute<{ id: Id }>(
    sql`SELECT post_id::text AS id FROM pins WHERE actor_id = ${actorId} ORDER BY id DESC LIMIT 40`,
  );
  return rows.map(({ id }) => ({ id, postId: id }));
}

/** A place in one's own list of posts, which is in the order in which they were put there. */
export interface KeptRef extends StatusRef {
  /** By which the list is paged. */
  readonly keptId: Id;
}

/** What somebody has marked, the last one first. */
export async function keptTimeline(
  db: Queryable,
  actorId: Id,
  list: 'bookmarks' | 'favourites',
  window: IdWindow,
): Promise<KeptRef[]> {
  const { where, order } = inWindow(sql`k.id`, window);
  const table = sql.identifier(list);
  const rows = await db.execute<{ kept_id: Id; id: Id }>(sql`
    SELECT k.id::text AS kept_id, k.post_id::text AS id FROM ${table} k
    WHERE k.actor_id = ${actorId} AND ${where} ORDER BY ${order} LIMIT ${window.limit}`);
  const kept = rows.map(({ kept_id, id }) => ({ keptId: kept_id, id, postId: id }));
  return newestFirst(kept, window);
}

/** Who liked or boosted a post, the last one first; paged by the id of what they did. */
export async function reactorsOf(
  db: Queryable,
  postId: Id,
  how: 'favourites' | 'announces',
  window: IdWindow,
): Promise<{ id: Id; actorId: Id }[]> {
  const { where, order } = inWindow(sql`r.id`, window);
  const standing = how === 'announces' ? sql`NOT r.undone` : sql`true`;
  const rows = await db.execute<{ id: Id; actor_id: Id }>(sql`
    SELECT r.id::text, r.actor_id::text FROM ${sql.identifier(how)} r
    WHERE r.post_id = ${postId} AND ${standing} AND ${where} ORDER BY ${order} LIMIT ${window.limit}`);
  return newestFirst(
    rows.map(({ id, actor_id }) => ({ id, actorId: actor_id })),
    window,
  );
}

function fromOf({ from }: PublicFilter): SQL {
  if (from === undefined) return sql`true`;
  return from === 'here' ? sql`p.received IS NULL` : sql`p.received IS NOT NULL`;
}

function mediaOf({ onlyMedia }: { readonly onlyMedia?: boolean | undefined }): SQL {
  return onlyMedia ? sql`EXISTS (SELECT 1 FROM post_images i WHERE i.post_id = p.id)` : sql`true`;
}
