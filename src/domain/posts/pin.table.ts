import { index, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';
import { posts } from './post.table.ts';

/** What an actor shows first of all that it has written (the `featured` collection). */
export const pins = pgTable(
  'pins',
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
    index('pins_actor').on(t.actorId, t.id),
    index('pins_post').on(t.postId),
  ],
);
