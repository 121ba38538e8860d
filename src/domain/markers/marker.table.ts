import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

/** How far somebody has read, for all of their clients. */
export const markers = pgTable(
  'markers',
  {
    actorId: id('actor_id')
      .notNull()
      .references(() => actors.id),
    timeline: text('timeline', { enum: ['home', 'notifications'] }).notNull(),
    lastReadId: id('last_read_id').notNull(),
    version: integer('version').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.actorId, t.timeline] })],
);

export type Marker = typeof markers.$inferSelect;
