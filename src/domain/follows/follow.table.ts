import { sql } from 'drizzle-orm';
import { boolean, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
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
    /** Whether what the followed one passes on comes into the follower's home. */
    showsBoosts: boolean('shows_boosts').notNull().default(true),
    /** Whether the follower is told of each post. */
    notifies: boolean('notifies').notNull().default(false),
    /** The languages whose posts come into the follower's home; null for all. What names none always does. */
    languages: text('languages').array(),
    /** Began with a membership, of the followed one's or of a network's that it belongs to, and ends with it. */
    byMembership: boolean('by_membership').notNull().default(false),
  },
  (t) => [
    uniqueIndex('follows_pair').on(t.followerId, t.followedId),
    index('follows_followed').on(t.followedId, t.state, t.id),
    index('follows_follower').on(t.followerId, t.state, t.id),
    index('follows_notifies').on(t.followedId).where(sql`notifies`),
  ],
);

export type Follow = typeof follows.$inferSelect;
