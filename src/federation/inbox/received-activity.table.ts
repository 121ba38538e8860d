import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../../platform/database/columns.ts';

/** The ids of what was taken in: a second copy does nothing. */
export const receivedActivities = pgTable(
  'received_activities',
  { uri: text('uri').primaryKey(), receivedAt: instant('received_at').notNull() },
  (t) => [index('received_activities_age').on(t.receivedAt)],
);
