import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { NOTIFICATION_KINDS } from '../../domain/notifications/notification.table.ts';
import {
  notificationOf,
  notificationsOf,
  unreadCount,
} from '../../domain/notifications/notification-reads.ts';
import { dismiss } from '../../domain/notifications/notifications.ts';
import { UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { notificationsJson } from '../entities/notification.ts';
import type { Mastodon } from '../mastodon.ts';
import { linkPages, readWindow } from '../pagination.ts';
import { person, userOf } from '../request/access.ts';
import { flag, idInput, listOf, optional } from '../request/input.ts';
import { readerOf } from '../request/reader.ts';
import { statusIdOf } from './statuses.ts';

/** Others' kinds are no error: there is none of them. */
const kinds = listOf(z.string(), 40).transform((names) =>
  NOTIFICATION_KINDS.filter((kind) => names.includes(kind)),
);

const query = z.object({
  types: kinds,
  exclude_types: kinds,
  account_id: optional(idInput),
  include_filtered: optional(flag),
});

/** Which notifications are asked for. */
export function notificationFilterOf(request: FastifyRequest) {
  const read = parseInput(query, request.query);
  return {
    kinds: read.types,
    notKinds: read.exclude_types,
    actorId: read.account_id,
    withFiltered: read.include_filtered,
  };
}

/** docs.joinmastodon.org/methods/notifications */
export function notificationRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain } = mastodon;

  app.get('/api/v1/notifications', person('read:notifications'), async (request, reply) => {
    const { actor } = userOf(request);
    const window = readWindow(request, { default: 40, max: 80 });
    const rows = await notificationsOf(domain.db, actor.id, notificationFilterOf(request), window);
    linkPages(
      mastodon,
      request,
      reply,
      rows.map(({ id }) => id),
    );
    return notificationsJson(mastodon, rows, readerOf(mastodon, request));
  });

  app.get('/api/v1/notifications/unread_count', person('read:notifications'), async (request) => {
    const { actor } = userOf(request);
    const limit = Math.min(Number((request.query as { limit?: string }).limit ?? 100) || 100, 1000);
    return {
      count: await unreadCount(domain.db, actor.id, notificationFilterOf(request), undefined, limit),
    };
  });

  app.get('/api/v1/notifications/:id', person('read:notifications'), async (request) => {
    const { actor } = userOf(request);
    const row = await notificationOf(domain.db, actor.id, statusIdOf(request));
    const [notification] = await notificationsJson(mastodon, [row], readerOf(mastodon, request));
    if (notification === undefined) throw new UserError('not-found', 'notification_unknown');
    return notification;
  });

  app.post('/api/v1/notifications/clear', person('write:notifications'), async (request) => {
    const { caller, actor } = userOf(request);
    await dismiss(domain, caller, actor.id, 'all');
    return {};
  });

  app.post('/api/v1/notifications/:id/dismiss', person('write:notifications'), async (request) => {
    const { caller, actor } = userOf(request);
    await dismiss(domain, caller, actor.id, { id: statusIdOf(request) });
    return {};
  });
}
