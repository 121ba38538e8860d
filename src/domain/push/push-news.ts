import { and, arrayContains, inArray } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import { enqueue } from '../../platform/queue/queue.ts';
import type { Domain } from '../domain.ts';
import type { NotificationKind } from '../notifications/notification.table.ts';
import { pushSubscriptions } from './push-subscription.table.ts';

/** Messages of the queue that carry news to a closed client. */
export const PUSH = 'push';

export interface PushMessage {
  readonly tokenId: Id;
  readonly notificationId: Id;
}

/** Sends news to every closed client that wants to hear of it, in the transaction in which it is told. */
export async function pushNews(
  tx: Transaction,
  domain: Domain,
  kind: NotificationKind,
  news: readonly { readonly id: Id; readonly recipientId: Id }[],
): Promise<void> {
  if (news.length === 0) return;
  const subscriptions = await tx
    .select({
      tokenId: pushSubscriptions.tokenId,
      actorId: pushSubscriptions.actorId,
      endpoint: pushSubscriptions.endpoint,
    })
    .from(pushSubscriptions)
    .where(
      and(
        inArray(
          pushSubscriptions.actorId,
          news.map(({ recipientId }) => recipientId),
        ),
        arrayContains(pushSubscriptions.alerts, [kind]),
      ),
    );
  await enqueue(
    tx,
    domain.clock,
    subscriptions.flatMap(({ tokenId, actorId, endpoint }) =>
      news
        .filter(({ recipientId }) => recipientId === actorId)
        .map(({ id }) => {
          const payload: PushMessage = { tokenId, notificationId: id };
          return { type: PUSH, lane: `push:${new URL(endpoint).host}`, payload };
        }),
    ),
  );
}
