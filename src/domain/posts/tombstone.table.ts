import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../../platform/database/columns.ts';

/** Addresses whose end was told before their beginning: a Delete before its Create, an Undo before its Follow. */
export const tombstones = pgTable(
  'tombstones',
  { uri: text('uri').primaryKey(), createdAt: instant('created_at').notNull() },
  (t) => [index('tombstones_age').on(t.createdAt)],
);
