import { and, asc, eq, isNotNull, isNull, lte } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import { accounts, representatives } from '../accounts/account.table.ts';
import type { Domain } from '../domain.ts';
import type { NewLetter } from '../letters/letter.ts';
import { writeLetters } from '../letters/write-letters.ts';
import { proposalsSince } from '../proposals/catalogue.ts';
import { digests, type SavedSearch, savedSearches } from './alert.table.ts';
import { MAX_ITEMS, PERIOD_MS, SETTLED_MS, type SearchQuery, WEEK_MS } from './alert.ts';
import { newsOf, newsSince } from './news-since.ts';
import { unsubscribePage } from './unsubscribe.ts';

const BATCH = 20;
/** One run writes so many at most; the rest comes with the next. */
const MAX_BATCHES = 50;
const COUNTED = MAX_ITEMS + 100;

type Reader = Pick<typeof accounts.$inferSelect, 'id' | 'email' | 'locale' | 'personId'>;

/**
 * Writes the letters that are due: of new things that a saved search finds, and the weekly ones. Each period is told
 * once, whatever the number of processes: its row is locked while its letter is written, and moved on with it.
 * Answers how many were due.
 */
export async function writeAlerts(domain: Domain): Promise<number> {
  let total = 0;
  for (const some of [searchesDue, digestsDue]) {
    for (let batch = 0; batch < MAX_BATCHES; batch++) {
      const due = await domain.db.transaction((tx) => some(tx, domain));
      total += due;
      if (due < BATCH) break;
    }
  }
  return total;
}

const { id, email, locale, personId } = accounts;
const reader = { id, email, locale, personId };
/** Only an address that somebody said is theirs. */
const isReached = and(isNull(accounts.disabledAt), isNotNull(accounts.emailConfirmedAt));

async function searchesDue(tx: Transaction, domain: Domain): Promise<number> {
  const now = domain.clock.now();
  const due = await tx
    .select({ search: savedSearches, reader })
    .from(savedSearches)
    .innerJoin(accounts, eq(accounts.id, savedSearches.accountId))
    .where(and(lte(savedSearches.nextAt, now), isReached))
    .orderBy(asc(savedSearches.nextAt))
    .limit(BATCH)
    .for('update', { of: savedSearches, skipLocked: true });
  const letters: NewLetter[] = [];
  for (const { search, reader: who } of due) {
    const until = settledBefore(now, search.lookedUntil);
    letters.push(...(await alertFor(tx, domain, search, who, until)));
    await tx
      .update(savedSearches)
      .set({ lookedUntil: until, nextAt: new Date(now.getTime() + PERIOD_MS[search.often]) })
      .where(eq(savedSearches.id, search.id));
  }
  await writeLetters(tx, domain, letters);
  return due.length;
}

async function alertFor(
  tx: Transaction,
  domain: Domain,
  search: SavedSearch,
  { id: accountId, email: to, locale: language, personId: person }: Reader,
  until: Date,
): Promise<NewLetter[]> {
  const own = await actorsOf(tx, accountId, person);
  const span = { since: search.lookedUntil, until };
  const found = await proposalsSince(tx, search.filter, span, own, COUNTED);
  if (found.length === 0) return [];
  const contents = {
    query: search.query,
    news: newsOf(domain, found),
    url: catalogueAddress(domain, search.query),
    unsubscribe: unsubscribePage(domain, { of: 'search', id: search.id }),
  };
  return [{ kind: 'search-alert', email: to, locale: language, contents }];
}

async function digestsDue(tx: Transaction, domain: Domain): Promise<number> {
  const now = domain.clock.now();
  const due = await tx
    .select({ digest: digests, reader })
    .from(digests)
    .innerJoin(accounts, eq(accounts.id, digests.accountId))
    .where(and(lte(digests.nextAt, now), isReached))
    .orderBy(asc(digests.nextAt))
    .limit(BATCH)
    .for('update', { of: digests, skipLocked: true });
  const letters: NewLetter[] = [];
  for (const { digest, reader: who } of due) {
    const until = settledBefore(now, digest.lookedUntil);
    const own = await actorsOf(tx, who.id, who.personId);
    const news = await newsSince(tx, domain, own, who.personId, { since: digest.lookedUntil, until });
    if (news.district.items.length + news.followed.items.length > 0) {
      const unsubscribe = unsubscribePage(domain, { of: 'digest', id: who.id });
      const contents = { ...news, url: `${domain.addresses.origin}/novita`, unsubscribe };
      letters.push({ kind: 'digest', email: who.email, locale: who.locale, contents });
    }
    await tx
      .update(digests)
      .set({ lookedUntil: until, nextAt: new Date(now.getTime() + WEEK_MS) })
      .where(eq(digests.accountId, who.id));
  }
  await writeLetters(tx, domain, letters);
  return due.length;
}

/** Never before what was told of already. */
function settledBefore(now: Date, lookedUntil: Date): Date {
  return new Date(Math.max(now.getTime() - SETTLED_MS, lookedUntil.getTime()));
}

async function actorsOf(tx: Transaction, accountId: Id, person: Id): Promise<Id[]> {
  const rows = await tx
    .select({ id: representatives.actorId })
    .from(representatives)
    .where(eq(representatives.accountId, accountId));
  return [person, ...rows.map((row) => row.id)];
}

function catalogueAddress({ addresses }: Domain, query: SearchQuery): string {
  return `${addresses.origin}/offerte?${new URLSearchParams(query)}`;
}
