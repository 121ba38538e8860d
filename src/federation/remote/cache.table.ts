import { sql } from 'drizzle-orm';
import { index, interval, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../../platform/database/columns.ts';

/** JSON-LD contexts and other documents fetched from elsewhere, shared by all processes. */
export const documentCache = pgTable(
  'document_cache',
  {
    key: text('key').array().primaryKey(),
    value: jsonb('value').notNull(),
    created: instant('created').notNull().default(sql`CURRENT_TIMESTAMP`),
    ttl: interval('ttl'),
  },
  (t) => [index('document_cache_created').on(t.created)],
);
