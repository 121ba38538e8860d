import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { id } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';
import { posts } from '../posts/post.table.ts';

/**
 * Of what a private post of the node itself tells one of ours. The words are found when it is read, in the reader's
 * language.
 */
export const notices = pgTable(
  'notices',
  {
    postId: id('post_id')
      .primaryKey()
      .references(() => posts.id),
    kind: text('kind').notNull(),
    /** What it is about, in its own words: the title of an offer, of an order, of a decision. */
    title: text('title').notNull(),
    /** Where to act: a path on this node. */
    path: text('path').notNull(),
    /** Who did it. */
    counterpartId: id('counterpart_id').references(() => actors.id),
    /** What an answer to it is about. */
    aboutPostId: id('about_post_id').references(() => posts.id),
  },
  (t) => [index('notices_counterpart').on(t.counterpartId), index('notices_about').on(t.aboutPostId)],
);

export type Notice = typeof notices.$inferSelect;
