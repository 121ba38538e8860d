import { and, asc, count, eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { accounts } from '../accounts/account.table.ts';
import type { Caller } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import type { CatalogueFilter } from '../proposals/catalogue.ts';
import { digests, type SavedSearch, savedSearches } from './alert.table.ts';
import { type HowOften, howOften, MAX_SEARCHES, PERIOD_MS, type SearchQuery, WEEK_MS } from './alert.ts';

type Account = Pick<Extract<Caller, { kind: 'account' }>, 'accountId'>;

/** Somebody wants to hear of what will match. @throws {UserError} `invalid`, `conflict` where there are too many */
export async function saveSearch(
  domain: Domain,
  { accountId }: Account,
  search: { readonly query: SearchQuery; readonly filter: CatalogueFilter; readonly often: string },
): Promise<void> {
  const often = parseInput(howOften, search.often);
  if (Object.keys(search.query).length === 0) throw new UserError('invalid', 'search_empty');
  await domain.db.transaction(async (tx) => {
    // One after the other, or two at once would both be the last one that there is room for.
    await tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, accountId)).for('update');
    const [row] = await tx
      .select({ total: count() })
      .from(savedSearches)
      .where(eq(savedSearches.accountId, accountId));
    if ((row?.total ?? 0) >= MAX_SEARCHES) {
      throw new UserError('conflict', 'too_many_searches', { max: MAX_SEARCHES });
    }
    const now = domain.clock.now();
    const { query, filter } = search;
    await tx.insert(savedSearches).values({
      ...{ id: domain.ids(), accountId, query, filter, often, createdAt: now },
      ...periodFrom(now, PERIOD_MS[often]),
    });
  });
}

/** How often to hear of it from now on; nothing is told twice, and nothing left out. */
export async function changeSearch(
  domain: Domain,
  { accountId }: Account,
  id: Id,
  input: string,
): Promise<void> {
  const often: HowOften = parseInput(howOften, input);
  const nextAt = new Date(domain.clock.now().getTime() + PERIOD_MS[often]);
  await domain.db.update(savedSearches).set({ often, nextAt }).where(ownSearch(accountId, id));
}

export async function forgetSearch(domain: Domain, { accountId }: Account, id: Id): Promise<void> {
  await domain.db.delete(savedSearches).where(ownSearch(accountId, id));
}

function ownSearch(accountId: Id, id: Id) {
  return and(eq(savedSearches.id, id), eq(savedSearches.accountId, accountId));
}

/** Begins or ends the weekly letter of what is new. */
export async function wantDigest(domain: Domain, { accountId }: Account, wanted: boolean): Promise<void> {
  if (!wanted) {
    await domain.db.delete(digests).where(eq(digests.accountId, accountId));
    return;
  }
  const now = domain.clock.now();
  await domain.db
    .insert(digests)
    .values({ accountId, createdAt: now, ...periodFrom(now, WEEK_MS) })
    .onConflictDoNothing();
}

function periodFrom(now: Date, ms: number) {
  return { lookedUntil: now, nextAt: new Date(now.getTime() + ms) };
}

export async function searchesOf(db: Queryable, accountId: Id): Promise<SavedSearch[]> {
  return db
    .select()
    .from(savedSearches)
    .where(eq(savedSearches.accountId, accountId))
    .orderBy(asc(savedSearches.id))
    .limit(MAX_SEARCHES);
}

export async function wantsDigest(db: Queryable, accountId: Id): Promise<boolean> {
  return (await db.$count(digests, eq(digests.accountId, accountId))) > 0;
}

/** No letter of this sort goes to an account any more. */
export async function forgetAlerts(tx: Transaction | Domain['db'], accountId: Id): Promise<void> {
  await tx.delete(savedSearches).where(eq(savedSearches.accountId, accountId));
  await tx.delete(digests).where(eq(digests.accountId, accountId));
}
