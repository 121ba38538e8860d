import { boolean, index, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { id } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';
import { posts } from '../posts/post.table.ts';

/** The private threads of our own, as each of them sees them. */
export const conversations = pgTable(
  'conversations',
  {
    ownerId: id('owner_id')
      .notNull()
      .references(() => actors.id),
    /** The first post of the thread. */
    conversationId: id('conversation_id').notNull(),
    lastPostId: id('last_post_id')
      .notNull()
      .references(() => posts.id),
    unread: boolean('unread').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ownerId, t.conversationId] }),
    index('conversations_owner').on(t.ownerId, t.lastPostId),
    index('conversations_last_post').on(t.lastPostId),
  ],
);

/** Threads of which somebody wants to hear no more. */
export const mutedConversations = pgTable(
  'muted_conversations',
  {
    ownerId: id('owner_id')
      .notNull()
      .references(() => actors.id),
    conversationId: id('conversation_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.ownerId, t.conversationId] })],
);
