import { index, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { id } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

/** Whom one of ours wants to be suggested no more. */
export const dismissedSuggestions = pgTable(
  'dismissed_suggestions',
  {
    ownerId: id('owner_id')
      .notNull()
      .references(() => actors.id),
    targetId: id('target_id')
      .notNull()
      .references(() => actors.id),
  },
  (t) => [
    primaryKey({ columns: [t.ownerId, t.targetId] }),
    index('dismissed_suggestions_target').on(t.targetId),
  ],
);
