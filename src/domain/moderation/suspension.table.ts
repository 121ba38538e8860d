import { pgTable, text } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

/** Why somebody, here or elsewhere, is not shown and not heard; that they are stands in `actors.suspended_at`. */
export const suspensions = pgTable('suspensions', {
  actorId: id('actor_id')
    .primaryKey()
    .references(() => actors.id),
  reason: text('reason').notNull(),
  createdAt: instant('created_at').notNull(),
});
