import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { id } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

/** What one of ours has noted down of somebody, for itself alone. */
export const notes = pgTable(
  'notes',
  {
    ownerId: id('owner_id')
      .notNull()
      .references(() => actors.id),
    targetId: id('target_id')
      .notNull()
      .references(() => actors.id),
    text: text('text').notNull(),
  },
  (t) => [primaryKey({ columns: [t.ownerId, t.targetId] }), index('notes_target').on(t.targetId)],
);
