import { index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { id } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

/** Hashtags that one of ours follows: what is public and has one comes into its home timeline. */
export const followedTags = pgTable(
  'followed_tags',
  {
    id: id('id').primaryKey(),
    ownerId: id('owner_id')
      .notNull()
      .references(() => actors.id),
    /** Lower case, without `#`. */
    name: text('name').notNull(),
  },
  (t) => [
    uniqueIndex('followed_tags_once').on(t.ownerId, t.name),
    index('followed_tags_owner').on(t.ownerId, t.id),
    index('followed_tags_name').on(t.name),
  ],
);
