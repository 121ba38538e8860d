import { and, eq, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import { actors } from '../actors/actor.table.ts';
import { mutedConversations } from '../conversations/conversation.table.ts';
import type { Domain } from '../domain.ts';
import { follows } from '../follows/follow.table.ts';
import type { Post } from '../posts/post.table.ts';
import { pushNews } from '../push/push-news.ts';
import { tellLive } from '../timelines/live.ts';
import { type NotificationKind, notificationPolicies, notifications } from './notification.table.ts';

const HOUR_MS = 60 * 60_000;
const NEW_ACCOUNT_DAYS = 30;

export interface NewNotification {
  readonly kind: NotificationKind;
  /** Who did it. */
  readonly actorId: Id;
  readonly post?: Pick<Post, 'id' | 'visibility' | 'conversationId'>;
}

/**
 * Tells those of ours among the recipients what somebody did, each once, in the transaction in which it happened.
 * What their policy drops, and what comes of a thread that they have muted, they never hear of.
 */
export async function notify(
  tx: Transaction,
  domain: Domain,
  recipientIds: readonly Id[],
  news: NewNotification,
): Promise<void> {
  if (recipientIds.length === 0) return;
  const now = domain.clock.now();
  const hearers = await hearersAmong(tx, recipientIds, news, now);
  if (hearers.length === 0) return;
  const rows = hearers.map(({ recipientId, filtered }) => {
    const id = domain.ids();
    const groupKey = groupKeyOf(news, id, now);
    const { kind, actorId, post } = news;
    return { id, recipientId, kind, actorId, postId: post?.id ?? null, groupKey, filtered, createdAt: now };
  });
  const told = await tx.insert(notifications).values(rows).onConflictDoNothing().returning({
    id: notifications.id,
    recipientId: notifications.recipientId,
    filtered: notifications.filtered,
  });
  const heard = told.filter(({ filtered }) => !filtered);
  if (heard.length === 0) return;
  await tellLive(tx, { event: 'notified', ids: heard.map(({ id }) => id) });
  await pushNews(tx, domain, news.kind, heard);
}

/** Favourites and boosts of one post within an hour stand together, and new followers do. */
function groupKeyOf({ kind, post }: NewNotification, id: Id, now: Date): string {
  const hour = Math.floor(now.getTime() / HOUR_MS);
  if ((kind === 'favourite' || kind === 'reblog') && post !== undefined) return `${kind}-${post.id}-${hour}`;
  return kind === 'follow' ? `follow-${hour}` : `ungrouped-${id}`;
}

async function hearersAmong(
  tx: Transaction,
  recipientIds: readonly Id[],
  { actorId, kind, post }: NewNotification,
  now: Date,
): Promise<{ recipientId: Id; filtered: boolean }[]> {
  const follows_ = (follower: SQL, followed: SQL) =>
    sql`EXISTS (SELECT 1 FROM ${follows} f WHERE f.follower_id = ${follower} AND f.followed_id = ${followed} AND f.state = 'accepted')`;
  const recipient = sql`${actors.id}`;
  const doer = sql`${actorId}::bigint`;
  const youngest = new Date(now.getTime() - NEW_ACCOUNT_DAYS * 86_400_000).toISOString();
  const isPrivate = kind === 'mention' && post?.visibility === 'direct';
  const applies: readonly (readonly [choice: SQL, when: SQL])[] = [
    [sql`${notificationPolicies.notFollowing}`, sql`NOT ${follows_(recipient, doer)}`],
    [sql`${notificationPolicies.notFollowers}`, sql`NOT ${follows_(doer, recipient)}`],
    [
      sql`${notificationPolicies.newAccounts}`,
      sql`EXISTS (SELECT 1 FROM ${actors} a WHERE a.id = ${doer} AND a.created_at > ${youngest}::timestamptz)`,
    ],
    [
      sql`${notificationPolicies.privateMentions}`,
      isPrivate ? sql`NOT ${follows_(recipient, doer)}` : sql`false`,
    ],
  ];
  const any = (choice: 'drop' | 'filter') =>
    sql.join(
      applies.map(([column, when]) => sql`(${column} = ${choice} AND ${when})`),
      sql` OR `,
    );
  return tx
    .select({
      recipientId: actors.id,
      filtered: sql<boolean>`coalesce(${notificationPolicies.actorId} IS NOT NULL AND (${any('filter')}), false)`,
    })
    .from(actors)
    .leftJoin(notificationPolicies, eq(notificationPolicies.actorId, actors.id))
    .where(
      and(
        inArray(actors.id, [...recipientIds]),
        isNull(actors.host),
        isNull(actors.deletedAt),
        ne(actors.id, actorId),
        sql`NOT EXISTS (SELECT 1 FROM aversions v WHERE v.owner_id = ${recipient} AND v.target_id = ${doer}
          AND (v.kind = 'block' OR v.notifications))`,
        sql`NOT EXISTS (SELECT 1 FROM muted_hosts h JOIN ${actors} o ON o.host = h.host
          WHERE h.owner_id = ${recipient} AND o.id = ${doer})`,
        sql`NOT (${notificationPolicies.actorId} IS NOT NULL AND (${any('drop')}))`,
        post?.conversationId
          ? sql`NOT EXISTS (SELECT 1 FROM ${mutedConversations} m WHERE m.owner_id = ${recipient} AND m.conversation_id = ${post.conversationId})`
          : undefined,
      ),
    );
}

/** What was taken back is as if it had never been told. */
export async function unnotify(
  tx: Transaction,
  what: {
    readonly kind: NotificationKind;
    readonly actorId: Id;
    readonly postId?: Id;
    readonly recipientId?: Id;
  },
): Promise<void> {
  await tx
    .delete(notifications)
    .where(
      and(
        eq(notifications.kind, what.kind),
        eq(notifications.actorId, what.actorId),
        what.postId === undefined ? undefined : eq(notifications.postId, what.postId),
        what.recipientId === undefined ? undefined : eq(notifications.recipientId, what.recipientId),
      ),
    );
}

/** A post is gone, and so is all that was told of it. */
export async function forgetNotificationsOf(tx: Transaction, postIds: readonly Id[]): Promise<void> {
  await tx.delete(notifications).where(inArray(notifications.postId, [...postIds]));
}

/** One of ours wants to hear nothing of somebody any more. */
export async function forgetNotificationsFrom(tx: Transaction, recipientId: Id, actorId: Id): Promise<void> {
  await tx
    .delete(notifications)
    .where(and(eq(notifications.recipientId, recipientId), eq(notifications.actorId, actorId)));
}
