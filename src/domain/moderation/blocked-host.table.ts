import { pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../../platform/database/columns.ts';

/** Hosts that the district neither hears nor tells; their subdomains are meant too. */
export const blockedHosts = pgTable('blocked_hosts', {
  host: text('host').primaryKey(),
  reason: text('reason').notNull(),
  createdAt: instant('created_at').notNull(),
});
