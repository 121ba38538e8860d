import { boolean, pgTable, text } from 'drizzle-orm/pg-core';
import { id } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

/** How one of ours writes in a client where nothing else is said. */
export const preferences = pgTable('preferences', {
  actorId: id('actor_id')
    .primaryKey()
    .references(() => actors.id),
  visibility: text('visibility', { enum: ['public', 'unlisted', 'followers', 'direct'] }).notNull(),
  /** Whether its pictures are shown only when asked for. */
  sensitive: boolean('sensitive').notNull(),
  /** ISO 639; null for the language of whoever writes. */
  language: text('language'),
});
