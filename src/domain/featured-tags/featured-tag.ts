import { and, count, eq, inArray, sql } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import { readTag } from '../followed-tags/followed-tag.ts';
import { featuredTags } from './featured-tag.table.ts';

export const MAX_FEATURED_TAGS = 10;
/** Of so many of somebody's newest posts the tags are counted. */
const LOOKED_AT = 400;

export interface FeaturedTag {
  readonly id: Id;
  readonly name: string;
  /** How many posts for everyone its owner has written with it. */
  readonly posts: number;
  readonly lastPostAt: Date | null;
}

/**
 * Shows a hashtag on one's own profile; a second time changes nothing.
 * @throws {UserError} `invalid`, `forbidden`, `conflict` for too many
 */
export async function featureTag(domain: Domain, caller: Caller, ownerId: Id, input: string): Promise<void> {
  requireActingFor(caller, ownerId);
  const name = readTag(input);
  const { db } = domain;
  const shown = await featuredAmong(db, ownerId, [name]);
  if (shown.has(name)) return;
  const [have] = await db
    .select({ total: count() })
    .from(featuredTags)
    .where(eq(featuredTags.ownerId, ownerId));
  if ((have?.total ?? 0) >= MAX_FEATURED_TAGS) {
    throw new UserError('conflict', 'featured_tags_too_many', { max: MAX_FEATURED_TAGS });
  }
  await db.insert(featuredTags).values({ id: domain.ids(), ownerId, name }).onConflictDoNothing();
}

/** By its name, or by the id of its showing. @throws {UserError} `invalid`, `forbidden` */
export async function unfeatureTag(
  domain: Domain,
  caller: Caller,
  ownerId: Id,
  which: { readonly name: string } | { readonly id: Id },
): Promise<void> {
  requireActingFor(caller, ownerId);
  const one = 'id' in which ? eq(featuredTags.id, which.id) : eq(featuredTags.name, readTag(which.name));
  await domain.db.delete(featuredTags).where(and(eq(featuredTags.ownerId, ownerId), one));
}

/** What somebody shows, first one first, with how often they have used it in what is for everyone. */
export async function featuredTagsOf(db: Queryable, ownerId: Id): Promise<FeaturedTag[]> {
  const rows = await db.execute<{ id: Id; name: string; posts: number; last: string | null }>(sql`
    SELECT t.id::text, t.name, used.posts, used.last FROM featured_tags t
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS posts, max(p.published_at)::text AS last FROM posts p
      WHERE p.actor_id = t.owner_id AND p.tags @> ARRAY[t.name] AND p.deleted_at IS NULL
        AND p.visibility IN ('public', 'unlisted')) AS used
    WHERE t.owner_id = ${ownerId} ORDER BY t.id LIMIT ${MAX_FEATURED_TAGS}`);
  return rows.map(({ id, name, posts, last }) => ({
    id,
    name,
    posts,
    lastPostAt: last === null ? null : new Date(last),
  }));
}

/** Which of these somebody shows. */
export async function featuredAmong(
  db: Queryable,
  ownerId: Id | undefined,
  names: readonly string[],
): Promise<Set<string>> {
  if (ownerId === undefined || names.length === 0) return new Set();
  const rows = await db
    .select({ name: featuredTags.name })
    .from(featuredTags)
    .where(and(eq(featuredTags.ownerId, ownerId), inArray(featuredTags.name, [...names])));
  return new Set(rows.map(({ name }) => name));
}

/** What somebody uses most in what is for everyone, and does not show yet. */
export async function featurableTags(db: Queryable, ownerId: Id): Promise<string[]> {
  const rows = await db.execute<{ name: string }>(sql`
    SELECT tag AS name FROM (
      SELECT tags FROM posts WHERE actor_id = ${ownerId} AND deleted_at IS NULL AND visibility IN ('public', 'unlisted')
      ORDER BY id DESC LIMIT ${LOOKED_AT}) AS newest, unnest(newest.tags) AS tag
    WHERE NOT EXISTS (SELECT 1 FROM featured_tags t WHERE t.owner_id = ${ownerId} AND t.name = tag)
    GROUP BY tag ORDER BY count(*) DESC, tag LIMIT ${MAX_FEATURED_TAGS}`);
  return rows.map(({ name }) => name);
}
