import { boolean, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';
import { posts } from '../posts/post.table.ts';

/** Where a filter works. */
export const FILTER_CONTEXTS = ['home', 'notifications', 'public', 'thread', 'account'] as const;
export type FilterContext = (typeof FILTER_CONTEXTS)[number];

/** What one of ours does not want to see, or not at once. */
export const filters = pgTable(
  'filters',
  {
    id: id('id').primaryKey(),
    ownerId: id('owner_id')
      .notNull()
      .references(() => actors.id),
    title: text('title').notNull(),
    contexts: text('contexts').array().$type<FilterContext[]>().notNull(),
    action: text('action', { enum: ['warn', 'hide', 'blur'] }).notNull(),
    expiresAt: instant('expires_at'),
  },
  (t) => [index('filters_owner').on(t.ownerId, t.id)],
);

export const filterKeywords = pgTable(
  'filter_keywords',
  {
    id: id('id').primaryKey(),
    filterId: id('filter_id')
      .notNull()
      .references(() => filters.id, { onDelete: 'cascade' }),
    keyword: text('keyword').notNull(),
    wholeWord: boolean('whole_word').notNull(),
  },
  (t) => [index('filter_keywords_filter').on(t.filterId, t.id)],
);

export const filterPosts = pgTable(
  'filter_posts',
  {
    id: id('id').primaryKey(),
    filterId: id('filter_id')
      .notNull()
      .references(() => filters.id, { onDelete: 'cascade' }),
    postId: id('post_id')
      .notNull()
      .references(() => posts.id),
  },
  (t) => [uniqueIndex('filter_posts_once').on(t.filterId, t.postId), index('filter_posts_post').on(t.postId)],
);

export type Filter = typeof filters.$inferSelect;
export type FilterKeyword = typeof filterKeywords.$inferSelect;
