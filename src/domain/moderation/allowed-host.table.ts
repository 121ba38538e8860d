import { pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../../platform/database/columns.ts';

/** Hosts that a district which hears only those of its list does hear; their subdomains are meant too. */
export const allowedHosts = pgTable('allowed_hosts', {
  host: text('host').primaryKey(),
  reason: text('reason').notNull(),
  createdAt: instant('created_at').notNull(),
});
