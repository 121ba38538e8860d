import { index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

export const follows = pgTable(
  'follows',
  {
    id: id('id').primaryKey(),
    /** The IRI of the Follow activity. */
    uri: text('uri').notNull().unique(),
    followerId: id('follower_id')
      .notNull()
      .references(() => actors.id),
    followedId: id('followed_id')
      .notNull()
      .references(() => actors.id),
    state: text('state', { enum: ['pending', 'accepted', 'rejected'] }).notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('follows_pair').on(t.followerId, t.followedId),
    index('follows_followed').on(t.followedId, t.state, t.id),
    index('follows_follower').on(t.followerId, t.state, t.id),
  ],
);

export type Follow = typeof follows.$inferSelect;
