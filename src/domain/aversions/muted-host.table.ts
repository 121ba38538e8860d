import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { id } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

/** Of which whole servers one of ours wants to see nothing. */
export const mutedHosts = pgTable(
  'muted_hosts',
  {
    id: id('id').notNull().unique(),
    ownerId: id('owner_id')
      .notNull()
      .references(() => actors.id),
    host: text('host').notNull(),
  },
  (t) => [primaryKey({ columns: [t.ownerId, t.host] }), index('muted_hosts_owner').on(t.ownerId, t.id)],
);
