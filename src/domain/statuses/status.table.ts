import { index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { accounts } from '../accounts/account.table.ts';
import { actors } from '../actors/actor.table.ts';
import { posts } from '../posts/post.table.ts';

/** Statuses to be published when their time has come. */
export const scheduledStatuses = pgTable(
  'scheduled_statuses',
  {
    id: id('id').primaryKey(),
    actorId: id('actor_id')
      .notNull()
      .references(() => actors.id),
    /** Who scheduled it. */
    accountId: id('account_id')
      .notNull()
      .references(() => accounts.id),
    /** As it was handed in, and checked then. */
    status: jsonb('status').$type<Record<string, unknown>>().notNull(),
    scheduledAt: instant('scheduled_at').notNull(),
  },
  (t) => [
    index('scheduled_statuses_due').on(t.scheduledAt),
    index('scheduled_statuses_actor').on(t.actorId, t.id),
    index('scheduled_statuses_account').on(t.accountId),
  ],
);

/** What was published under a key of the client's own: the same key again gives the same post. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    actorId: id('actor_id')
      .notNull()
      .references(() => actors.id),
    key: text('key').notNull(),
    postId: id('post_id').references(() => posts.id),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.actorId, t.key] }),
    index('idempotency_keys_age').on(t.createdAt),
    index('idempotency_keys_post').on(t.postId),
  ],
);
