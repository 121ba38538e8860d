import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { accounts } from '../accounts/account.table.ts';
import type { CatalogueFilter } from '../proposals/catalogue.ts';
import type { HowOften, SearchQuery } from './alert.ts';

/** When letters were written last, and when the next one is due. */
const period = {
  /** What came before then was told of. */
  lookedUntil: instant('looked_until').notNull(),
  nextAt: instant('next_at').notNull(),
};

/** Searches of the catalogue of which somebody wants to hear when there is something new. */
export const savedSearches = pgTable(
  'saved_searches',
  {
    id: id('id').primaryKey(),
    accountId: id('account_id')
      .notNull()
      .references(() => accounts.id),
    /** As it stands in the address of the catalogue. */
    query: jsonb('query').$type<SearchQuery>().notNull(),
    /** What that means. */
    filter: jsonb('filter').$type<CatalogueFilter>().notNull(),
    often: text('often').$type<HowOften>().notNull(),
    createdAt: instant('created_at').notNull(),
    ...period,
  },
  (t) => [index('saved_searches_account').on(t.accountId, t.id), index('saved_searches_next').on(t.nextAt)],
);

/** Who wants a letter each week with what is new. */
export const digests = pgTable(
  'digests',
  {
    accountId: id('account_id')
      .primaryKey()
      .references(() => accounts.id),
    createdAt: instant('created_at').notNull(),
    ...period,
  },
  (t) => [index('digests_next').on(t.nextAt)],
);

export type SavedSearch = typeof savedSearches.$inferSelect;
export type Digest = typeof digests.$inferSelect;
