import { boolean, index, pgTable, text } from 'drizzle-orm/pg-core';
import { bytea, id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';
import type { NotificationKind } from '../notifications/notification.table.ts';
import { oauthTokens } from '../oauth/oauth.table.ts';

/** Where a client wants to hear of news while it is closed: one for each access, and gone with it. */
export const pushSubscriptions = pgTable(
  'push_subscriptions',
  {
    tokenId: id('token_id')
      .primaryKey()
      .references(() => oauthTokens.id, { onDelete: 'cascade' }),
    actorId: id('actor_id')
      .notNull()
      .references(() => actors.id),
    endpoint: text('endpoint').notNull(),
    p256dh: text('p256dh').notNull(),
    auth: text('auth').notNull(),
    standard: boolean('standard').notNull(),
    /** Of what it wants to hear. */
    alerts: text('alerts').array().$type<NotificationKind[]>().notNull(),
    /** The client's own token, sealed: by it the client knows whose news it is. */
    token: bytea('token').notNull(),
    locale: text('locale', { enum: ['it', 'en'] }).notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('push_subscriptions_actor').on(t.actorId)],
);

export type PushSubscription = typeof pushSubscriptions.$inferSelect;
