import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { NOTIFICATION_KINDS } from '../../domain/notifications/notification.table.ts';
import type { PushSubscription } from '../../domain/push/push-subscription.table.ts';
import {
  changePushAlerts,
  pushSubscriptionOf,
  subscribePush,
  unsubscribePush,
} from '../../domain/push/push-subscriptions.ts';
import { parseInput } from '../../platform/input.ts';
import type { Mastodon } from '../mastodon.ts';
import { person, tokenOf, userOf } from '../request/access.ts';
import { ApiError } from '../request/errors.ts';
import { flag, optional } from '../request/input.ts';

const data = optional(z.object({ alerts: optional(z.record(z.string().max(40), optional(flag))) }));
const change = z.object({ data });
const request_ = change.extend({
  subscription: z.object({
    endpoint: z.string(),
    keys: z.object({ p256dh: z.string(), auth: z.string() }),
    standard: optional(flag),
  }),
});

/** docs.joinmastodon.org/methods/push: one subscription for each access. */
export function pushRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain } = mastodon;
  const door = person('push');

  app.post('/api/v1/push/subscription', door, async (request) => {
    const { caller, actor, locale } = userOf(request);
    const { subscription, data: wanted } = parseInput(request_, request.body ?? {});
    const { endpoint, keys, standard = false } = subscription;
    const access = { tokenId: tokenIdOf(request), token: tokenOf(request) ?? '', actorId: actor.id, locale };
    const target = { endpoint, ...keys, standard };
    return json(await subscribePush(domain, caller, access, target, alertsIn(wanted?.alerts)));
  });

  app.get('/api/v1/push/subscription', door, async (request) =>
    json(await pushSubscriptionOf(domain.db, tokenIdOf(request))),
  );

  app.put('/api/v1/push/subscription', door, async (request) => {
    const { data: wanted } = parseInput(change, request.body ?? {});
    return json(await changePushAlerts(domain, tokenIdOf(request), alertsIn(wanted?.alerts)));
  });

  app.delete('/api/v1/push/subscription', door, async (request) => {
    await unsubscribePush(domain, tokenIdOf(request));
    return {};
  });

  function json(subscription: PushSubscription | undefined) {
    if (subscription === undefined) throw new ApiError(404, 'not_found');
    const { tokenId, endpoint, standard, alerts } = subscription;
    return {
      id: tokenId,
      endpoint,
      standard,
      alerts: {
        ...Object.fromEntries(NOTIFICATION_KINDS.map((kind) => [kind, alerts.includes(kind)])),
        'admin.sign_up': false,
        'admin.report': false,
      },
      policy: 'all',
      server_key: mastodon.pushKey,
    };
  }
}

function tokenIdOf({ access }: FastifyRequest): string {
  if (access === null) throw new ApiError(401, 'token_missing');
  return access.tokenId;
}

function alertsIn(wanted: Readonly<Record<string, boolean | undefined>> = {}) {
  return NOTIFICATION_KINDS.filter((kind) => wanted[kind] === true);
}
