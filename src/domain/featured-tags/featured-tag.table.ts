import { index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { id } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

/** Hashtags that one of ours shows on its profile. */
export const featuredTags = pgTable(
  'featured_tags',
  {
    id: id('id').primaryKey(),
    ownerId: id('owner_id')
      .notNull()
      .references(() => actors.id),
    /** Lower case, without `#`. */
    name: text('name').notNull(),
  },
  (t) => [
    uniqueIndex('featured_tags_once').on(t.ownerId, t.name),
    index('featured_tags_owner').on(t.ownerId, t.id),
  ],
);
