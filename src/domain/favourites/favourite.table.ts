import { index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';
import { posts } from '../posts/post.table.ts';

/** Who liked what (ActivityPub Like). */
export const favourites = pgTable(
  'favourites',
  {
    id: id('id').primaryKey(),
    /** The IRI of the Like activity. */
    uri: text('uri').notNull().unique(),
    actorId: id('actor_id')
      .notNull()
      .references(() => actors.id),
    postId: id('post_id')
      .notNull()
      .references(() => posts.id),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('favourites_once').on(t.postId, t.actorId),
    index('favourites_actor').on(t.actorId, t.id),
    index('favourites_post').on(t.postId, t.id),
  ],
);

export type Favourite = typeof favourites.$inferSelect;
