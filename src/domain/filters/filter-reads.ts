import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import type { Queryable } from '../domain.ts';
import { type Filter, filterKeywords, filterPosts, filters } from './filter.table.ts';
import type { FilterView } from './filter.ts';

/** All the filters of one of ours: there are few. */
export async function filtersOf(db: Queryable, ownerId: Id): Promise<FilterView[]> {
  return withParts(
    db,
    await db.select().from(filters).where(eq(filters.ownerId, ownerId)).orderBy(asc(filters.id)),
  );
}

/** Those that are in force. */
export async function filtersInForce(db: Queryable, ownerId: Id): Promise<FilterView[]> {
  const inForce = sql`(${filters.expiresAt} IS NULL OR ${filters.expiresAt} > now())`;
  const found = await db
    .select()
    .from(filters)
    .where(and(eq(filters.ownerId, ownerId), inForce))
    .orderBy(asc(filters.id));
  return withParts(db, found);
}

/** @throws {UserError} `not-found`, for another's as for one that never was */
export async function filterOf(db: Queryable, ownerId: Id, filterId: Id): Promise<FilterView> {
  const found = await db
    .select()
    .from(filters)
    .where(and(eq(filters.id, filterId), eq(filters.ownerId, ownerId)));
  const [view] = await withParts(db, found);
  if (view === undefined) throw new UserError('not-found', 'filter_unknown');
  return view;
}

/** The filter that a keyword, or a post kept out by hand, belongs to. @throws {UserError} `not-found` */
export async function filterWith(
  db: Queryable,
  ownerId: Id,
  part: 'keyword' | 'post',
  partId: Id,
): Promise<FilterView> {
  const table = part === 'keyword' ? filterKeywords : filterPosts;
  const [found] = await db.select({ filterId: table.filterId }).from(table).where(eq(table.id, partId));
  if (found === undefined) throw new UserError('not-found', 'filter_unknown');
  return filterOf(db, ownerId, found.filterId);
}

async function withParts(db: Queryable, found: readonly Filter[]): Promise<FilterView[]> {
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  const [keywords, posts] = await Promise.all([
    db
      .select()
      .from(filterKeywords)
      .where(inArray(filterKeywords.filterId, ids))
      .orderBy(asc(filterKeywords.id)),
    db.select().from(filterPosts).where(inArray(filterPosts.filterId, ids)).orderBy(asc(filterPosts.id)),
  ]);
  return found.map((filter) => ({
    ...filter,
    keywords: keywords.filter(({ filterId }) => filterId === filter.id),
    posts: posts.filter(({ filterId }) => filterId === filter.id),
  }));
}
