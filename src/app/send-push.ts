import type { Logger } from 'pino';
import { actorById } from '../domain/actors/actor-reads.ts';
import type { Domain } from '../domain/domain.ts';
import { notificationsByIds } from '../domain/notifications/notification-reads.ts';
import { postById } from '../domain/posts/post-reads.ts';
import type { PushMessage } from '../domain/push/push-news.ts';
import { pushSubscriptionOf, tokenOf, unsubscribePush } from '../domain/push/push-subscriptions.ts';
import { messages as messagesIn } from '../messages/messages.ts';
import { htmlToText } from '../platform/html/text.ts';
import type { Outbound } from '../platform/outbound/outbound.ts';
import type { Outcome } from '../platform/queue/settle.ts';
import type { Handler } from '../platform/queue/worker.ts';
import type { WebPush } from '../platform/web-push.ts';

const GIVEN_UP_AFTER = 6;
const BODY_LENGTH = 140;

/** Tells closed clients of news; a place that is no more is forgotten, and news that nobody takes soon is old. */
export function pushHandler(
  domain: Domain,
  { webPush, outbound, logger }: { webPush: WebPush; outbound: Outbound; logger: Logger },
): Handler {
  const send = async ({ tokenId, notificationId }: PushMessage): Promise<number> => {
    const subscription = await pushSubscriptionOf(domain.db, tokenId);
    const [news] = await notificationsByIds(domain.db, [notificationId]);
    if (subscription === undefined || news === undefined || news.recipientId !== subscription.actorId)
      return 201;
    const { locale } = subscription;
    const [doer, post] = await Promise.all([
      actorById(domain.db, news.actorId),
      news.postId === null ? undefined : postById(domain.db, news.postId),
    ]);
    const { url, headers, body } = webPush.seal(
      subscription,
      JSON.stringify({
        access_token: tokenOf(domain, subscription),
        preferred_locale: locale,
        notification_id: news.id,
        notification_type: news.kind,
        icon: doer?.avatarUrl ?? `${domain.addresses.origin}/avatars/missing.png`,
        title: messagesIn(locale).push[news.kind](doer?.name ?? ''),
        body: htmlToText(post?.content ?? '').slice(0, BODY_LENGTH),
      }),
    );
    const { status } = await outbound.fetch(url, { method: 'POST', headers, body });
    if (status === 404 || status === 410) await unsubscribePush(domain, tokenId);
    return status;
  };
  return {
    batch: 20,
    concurrency: 4,
    handle: async (messages, { signal }) => {
      const outcomes: Outcome[] = [];
      for (const { id, payload, attempts } of messages) {
        if (signal.aborted) break;
        // Written by this node, in the form that pushNews gives it.
        const result = await send(payload as PushMessage).catch((error: unknown) => error);
        const isOver = typeof result === 'number' && result < 500 && result !== 429;
        if (isOver || attempts >= GIVEN_UP_AFTER) {
          outcomes.push({ id, result: 'done' });
          continue;
        }
        logger.debug({ result, message: id }, 'news was not pushed');
        outcomes.push({ id, result: 'retry', error: String(result) });
        break;
      }
      return outcomes;
    },
  };
}
