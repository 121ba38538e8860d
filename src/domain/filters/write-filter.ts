import { and, count, eq, inArray } from 'drizzle-orm';
import type { z } from 'zod';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { requireReadable } from '../posts/post-reads.ts';
import { filterKeywords, filterPosts, filters } from './filter.table.ts';
import { type FilterView, filterChange, keywordInput, newFilter } from './filter.ts';
import { filterOf } from './filter-reads.ts';

const MAX_FILTERS = 100;
const MAX_PARTS = 200;

/** @throws {UserError} `invalid`, `forbidden`, `conflict` for too many */
export async function makeFilter(
  domain: Domain,
  caller: Caller,
  ownerId: Id,
  input: z.input<typeof newFilter>,
): Promise<FilterView> {
  requireActingFor(caller, ownerId);
  const { keywords, expiresIn, ...facts } = parseInput(newFilter, input);
  return domain.db.transaction(async (tx) => {
    const [have] = await tx.select({ count: count() }).from(filters).where(eq(filters.ownerId, ownerId));
    if ((have?.count ?? 0) >= MAX_FILTERS) {
      throw new UserError('conflict', 'too_many_filters', { max: MAX_FILTERS });
    }
    const id = domain.ids();
    await tx.insert(filters).values({ id, ownerId, ...facts, expiresAt: expiry(domain, expiresIn) });
    await addKeywords(tx, domain, id, keywords);
    return filterOf(tx, ownerId, id);
  });
}

/** Only what is given changes. @throws {UserError} `invalid`, `forbidden`, `not-found` */
export async function changeFilter(
  domain: Domain,
  caller: Caller,
  ownerId: Id,
  filterId: Id,
  input: z.input<typeof filterChange>,
): Promise<FilterView> {
  requireActingFor(caller, ownerId);
  const { keywords, expiresIn, ...facts } = parseInput(filterChange, input);
  return domain.db.transaction(async (tx) => {
    const { keywords: had } = await filterOf(tx, ownerId, filterId);
    const change = {
      ...facts,
      ...(expiresIn === undefined ? {} : { expiresAt: expiry(domain, expiresIn) }),
    };
    if (Object.values(change).some((value) => value !== undefined)) {
      await tx.update(filters).set(change).where(eq(filters.id, filterId));
    }
    const own = (id: Id | undefined) => had.some((one) => one.id === id);
    const gone = keywords.flatMap(({ id, gone: isGone }) => (isGone && id !== undefined ? [id] : []));
    if (gone.length > 0) {
      const these = and(eq(filterKeywords.filterId, filterId), inArray(filterKeywords.id, gone.filter(own)));
      await tx.delete(filterKeywords).where(these);
    }
    const kept = keywords.filter(({ gone: isGone }) => !isGone);
    for (const { id, keyword, wholeWord } of kept.filter((one) => own(one.id))) {
      if (id === undefined || (keyword === undefined && wholeWord === undefined)) continue;
      await tx.update(filterKeywords).set({ keyword, wholeWord }).where(eq(filterKeywords.id, id));
    }
    const added = kept.filter(({ id }) => id === undefined);
    await addKeywords(
      tx,
      domain,
      filterId,
      added.map(({ keyword, wholeWord }) => parseInput(keywordInput, { keyword, wholeWord })),
    );
    return filterOf(tx, ownerId, filterId);
  });
}

/** @throws {UserError} `forbidden`, `not-found` */
export async function deleteFilter(domain: Domain, caller: Caller, ownerId: Id, filterId: Id): Promise<void> {
  requireActingFor(caller, ownerId);
  await domain.db.transaction(async (tx) => {
    await filterOf(tx, ownerId, filterId);
    await tx.delete(filters).where(eq(filters.id, filterId));
  });
}

/** A post that is to be kept out by itself. @throws {UserError} `forbidden`, `not-found` */
export async function filterPost(
  domain: Domain,
  caller: Caller,
  ownerId: Id,
  filterId: Id,
  postId: Id,
): Promise<FilterView> {
  requireActingFor(caller, ownerId);
  return domain.db.transaction(async (tx) => {
    const { posts } = await filterOf(tx, ownerId, filterId);
    if (posts.length >= MAX_PARTS) throw new UserError('conflict', 'too_many_filters', { max: MAX_PARTS });
    await requireReadable(tx, postId, ownerId);
    await tx.insert(filterPosts).values({ id: domain.ids(), filterId, postId }).onConflictDoNothing();
    return filterOf(tx, ownerId, filterId);
  });
}

/** @throws {UserError} `forbidden` */
export async function unfilterPost(
  domain: Domain,
  caller: Caller,
  ownerId: Id,
  { id: filterId }: FilterView,
  partId: Id,
): Promise<void> {
  requireActingFor(caller, ownerId);
  await domain.db
    .delete(filterPosts)
    .where(and(eq(filterPosts.id, partId), eq(filterPosts.filterId, filterId)));
}

async function addKeywords(
  tx: Transaction,
  domain: Domain,
  filterId: Id,
  keywords: readonly z.output<typeof keywordInput>[],
): Promise<void> {
  if (keywords.length === 0) return;
  const [have] = await tx
    .select({ count: count() })
    .from(filterKeywords)
    .where(eq(filterKeywords.filterId, filterId));
  if ((have?.count ?? 0) + keywords.length > MAX_PARTS) {
    throw new UserError('conflict', 'too_many_filters', { max: MAX_PARTS });
  }
  await tx.insert(filterKeywords).values(keywords.map((one) => ({ id: domain.ids(), filterId, ...one })));
}

function expiry({ clock }: Domain, seconds: number | null): Date | null {
  return seconds === null || seconds === 0 ? null : new Date(clock.now().getTime() + seconds * 1000);
}
