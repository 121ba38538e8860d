import { index, pgTable, primaryKey, uniqueIndex } from 'drizzle-orm/pg-core';
import { id } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';
import { posts } from '../posts/post.table.ts';

/** The home timelines of our own, written as things come in: a page of one is a range of this table. */
export const homeEntries = pgTable(
  'home_entries',
  {
    ownerId: id('owner_id')
      .notNull()
      .references(() => actors.id),
    /** The post's, or the boost's. */
    id: id('id').notNull(),
    postId: id('post_id')
      .notNull()
      .references(() => posts.id),
    /** Who brought it there: its author, or who boosted it. */
    actorId: id('actor_id')
      .notNull()
      .references(() => actors.id),
  },
  (t) => [
    primaryKey({ columns: [t.ownerId, t.id] }),
    // A post stands there once, whoever else passes it on.
    uniqueIndex('home_entries_once').on(t.ownerId, t.postId),
    index('home_entries_post').on(t.postId),
    index('home_entries_actor').on(t.ownerId, t.actorId, t.id),
    index('home_entries_by').on(t.actorId),
  ],
);
