import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../../platform/database/columns.ts';

/** How often somebody has knocked at a door within the present window. */
export const attempts = pgTable(
  'attempts',
  {
    /** A hash of which door and who: no address of a person is kept. */
    key: text('key').primaryKey(),
    count: integer('count').notNull(),
    resetsAt: instant('resets_at').notNull(),
  },
  (t) => [index('attempts_resets').on(t.resetsAt)],
);
