import { sql } from 'drizzle-orm';
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

/** What somebody tells those who keep the node of somebody's conduct. */
export const reports = pgTable(
  'reports',
  {
    id: id('id').primaryKey(),
    /** The IRI of the Flag activity, where it came from elsewhere. */
    uri: text('uri').unique(),
    /** Who tells; for what came from elsewhere often only the actor of that server. */
    reporterId: id('reporter_id')
      .notNull()
      .references(() => actors.id),
    targetId: id('target_id')
      .notNull()
      .references(() => actors.id),
    /** The posts that it is about (IRIs). */
    posts: text('posts').array().notNull(),
    category: text('category', { enum: ['spam', 'legal', 'violation', 'other'] }).notNull(),
    comment: text('comment').notNull(),
    createdAt: instant('created_at').notNull(),
    settledAt: instant('settled_at'),
  },
  (t) => [
    index('reports_open').on(t.id).where(sql`settled_at IS NULL`),
    index('reports_reporter').on(t.reporterId),
    index('reports_target').on(t.targetId),
  ],
);

export type Report = typeof reports.$inferSelect;
