import { index, pgTable, uniqueIndex } from 'drizzle-orm/pg-core';
import { id } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

/** Whom one of ours shows on its profile, of those whom it follows. */
export const endorsements = pgTable(
  'endorsements',
  {
    id: id('id').primaryKey(),
    ownerId: id('owner_id')
      .notNull()
      .references(() => actors.id),
    targetId: id('target_id')
      .notNull()
      .references(() => actors.id),
  },
  (t) => [
    uniqueIndex('endorsements_once').on(t.ownerId, t.targetId),
    index('endorsements_owner').on(t.ownerId, t.id),
    index('endorsements_target').on(t.targetId),
  ],
);
