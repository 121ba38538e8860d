import { and, asc, eq, gt, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Id } from '../../platform/ids.ts';
import { actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { posts } from '../posts/post.table.ts';

/** What https://www.sitemaps.org/protocol.html says of a page. */
export interface IndexedPage {
  readonly id: Id;
  readonly url: string;
  readonly changedAt: Date;
}

const PAGE_SIZE = 5_000;
/** More than a million addresses; what is younger still is found by links. */
const MOST_PAGES = 250;

const mayBeIndexed = and(
  isNull(actors.host),
  isNull(actors.deletedAt),
  isNull(actors.suspendedAt),
  eq(actors.indexable, true),
);
const listed = and(
  mayBeIndexed,
  eq(actors.discoverable, true),
  inArray(actors.type, ['Person', 'Organization']),
);
/** Spelt as the index `posts_public_own` is. */
const published = and(
  isNull(posts.deletedAt),
  eq(posts.visibility, 'public'),
  isNull(posts.inReplyTo),
  isNull(posts.received),
  inArray(posts.kind, ['proposal', 'announcement', 'event', 'order', 'question']),
);

/** After which ids the pages of published things begin, and those of members: the first one is '0'. */
export async function indexedPageStarts(db: Queryable): Promise<{ posts: Id[]; members: Id[] }> {
  const [ofPosts, ofMembers] = await Promise.all([
    starts(db, posts, sql`${published}`),
    starts(db, actors, sql`${listed}`),
  ]);
  return { posts: ofPosts, members: ofMembers };
}

/** From each start it steps over one page in the index; nothing is sorted or counted as a whole. */
async function starts(db: Queryable, table: PgTable, condition: SQL): Promise<Id[]> {
  const rows = await db.execute<{ start: string }>(sql`
    WITH RECURSIVE pages (start, number) AS (
      SELECT 0::bigint, 1
      UNION ALL
      SELECT (SELECT id FROM ${table} WHERE ${condition} AND id > pages.start
              ORDER BY id OFFSET ${PAGE_SIZE - 1} LIMIT 1), number + 1
      FROM pages WHERE start IS NOT NULL AND number < ${MOST_PAGES}
    )
    SELECT start::text FROM pages
    WHERE start IS NOT NULL AND EXISTS (SELECT 1 FROM ${table} WHERE ${condition} AND id > pages.start)
    ORDER BY pages.start`);
  return [...rows].map(({ start }) => start);
}

/** What was published here for everyone by those who let it be indexed, the oldest first. */
export function indexedPosts(db: Queryable, after: Id): Promise<IndexedPage[]> {
  return db
    .select({
      id: posts.id,
      url: posts.url,
      changedAt: sql`coalesce(${posts.updatedAt}, ${posts.publishedAt})`.mapWith(posts.publishedAt),
    })
    .from(inOnePage(db, after))
    .innerJoin(posts, eq(posts.id, sql`page.id`))
    .innerJoin(actors, eq(actors.id, posts.actorId))
    .where(mayBeIndexed)
    .orderBy(asc(posts.id));
}

/** A page is cut before its authors are asked, as its start was: what they keep out leaves it shorter. */
function inOnePage(db: Queryable, after: Id) {
  return db
    .select({ id: posts.id })
    .from(posts)
    .where(and(published, gt(posts.id, after)))
    .orderBy(asc(posts.id))
    .limit(PAGE_SIZE)
    .as('page');
}

/** Members of the directory who let themselves be indexed, the oldest first. */
export function indexedMembers(db: Queryable, after: Id): Promise<IndexedPage[]> {
  return db
    .select({ id: actors.id, url: actors.url, changedAt: actors.updatedAt })
    .from(actors)
    .where(and(listed, gt(actors.id, after)))
    .orderBy(asc(actors.id))
    .limit(PAGE_SIZE);
}
