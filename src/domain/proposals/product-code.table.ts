import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { id } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';
import { posts } from '../posts/post.table.ts';

/** What a supplier calls a product in its own price list: by it the next list finds the offer again. */
export const productCodes = pgTable(
  'product_codes',
  {
    ownerId: id('owner_id')
      .notNull()
      .references(() => actors.id),
    code: text('code').notNull(),
    postId: id('post_id')
      .notNull()
      .references(() => posts.id),
  },
  (t) => [primaryKey({ columns: [t.ownerId, t.code] }), index('product_codes_post').on(t.postId)],
);
