import { sql } from 'drizzle-orm';
import { boolean, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';
import { posts } from '../posts/post.table.ts';

export const NOTIFICATION_KINDS = [
  'follow',
  'follow_request',
  'mention',
  'reblog',
  'favourite',
  'poll',
  'status',
  'update',
] as const;

/** What one of ours is told of: somebody did something that concerns it. */
export const notifications = pgTable(
  'notifications',
  {
    id: id('id').primaryKey(),
    recipientId: id('recipient_id')
      .notNull()
      .references(() => actors.id),
    kind: text('kind', { enum: NOTIFICATION_KINDS }).notNull(),
    actorId: id('actor_id')
      .notNull()
      .references(() => actors.id),
    postId: id('post_id').references(() => posts.id),
    /** What is shown as one: the favourites of a post within an hour. */
    groupKey: text('group_key').notNull(),
    /** Set aside by the recipient's policy, to be looked through. */
    filtered: boolean('filtered').notNull().default(false),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('notifications_recipient').on(t.recipientId, t.id).where(sql`NOT filtered`),
    index('notifications_filtered').on(t.recipientId, t.actorId, t.id).where(sql`filtered`),
    index('notifications_group').on(t.recipientId, t.groupKey, t.id),
    uniqueIndex('notifications_once').on(t.recipientId, t.kind, t.actorId, sql`coalesce(${t.postId}, 0)`),
    index('notifications_post').on(t.postId),
    index('notifications_age').on(t.createdAt),
    index('notifications_actor').on(t.actorId),
  ],
);

const choice = (name: string) =>
  text(name, { enum: ['accept', 'filter', 'drop'] })
    .notNull()
    .default('accept');

/** From whom one of ours wants to hear. */
export const notificationPolicies = pgTable('notification_policies', {
  actorId: id('actor_id')
    .primaryKey()
    .references(() => actors.id),
  notFollowing: choice('not_following'),
  notFollowers: choice('not_followers'),
  newAccounts: choice('new_accounts'),
  privateMentions: choice('private_mentions'),
});

export type Notification = typeof notifications.$inferSelect;
export type NotificationKind = Notification['kind'];
export type NotificationPolicy = typeof notificationPolicies.$inferSelect;
