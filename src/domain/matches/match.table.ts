import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';
import { posts } from '../posts/post.table.ts';

/** A request of one district that an offer of another may meet, as this node found it: once for each two. */
export const matches = pgTable(
  'matches',
  {
    id: id('id').primaryKey(),
    requestId: id('request_id')
      .notNull()
      .references(() => posts.id),
    offerId: id('offer_id')
      .notNull()
      .references(() => posts.id),
    /** Both are about the same, or their titles have words in common. */
    reason: text('reason', { enum: ['category', 'words'] }).notNull(),
    kilometres: integer('kilometres'),
    foundAt: instant('found_at').notNull(),
    /** When the coordinators were told. */
    toldAt: instant('told_at'),
    dismissedAt: instant('dismissed_at'),
    dismissedBy: id('dismissed_by').references(() => actors.id),
  },
  (t) => [
    uniqueIndex('matches_pair').on(t.requestId, t.offerId),
    index('matches_offer').on(t.offerId),
    index('matches_open').on(t.id).where(sql`dismissed_at IS NULL`),
    index('matches_untold').on(t.id).where(sql`told_at IS NULL AND dismissed_at IS NULL`),
    index('matches_told').on(t.toldAt),
    index('matches_dismissed_by').on(t.dismissedBy),
  ],
);

/** One row: up to which request offers have been looked for in this round. */
export const matchRound = pgTable('match_round', {
  one: boolean('one').primaryKey().default(true),
  publishedAt: instant('published_at').notNull(),
  requestId: id('request_id').notNull(),
});

export type Match = typeof matches.$inferSelect;
