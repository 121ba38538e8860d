import { index, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';
import { posts } from '../posts/post.table.ts';

/** What somebody keeps for later, known to nobody else. */
export const bookmarks = pgTable(
  'bookmarks',
  {
    id: id('id').notNull().unique(),
    actorId: id('actor_id')
      .notNull()
      .references(() => actors.id),
    postId: id('post_id')
      .notNull()
      .references(() => posts.id),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.actorId, t.postId] }),
    index('bookmarks_actor').on(t.actorId, t.id),
    index('bookmarks_post').on(t.postId),
  ],
);
