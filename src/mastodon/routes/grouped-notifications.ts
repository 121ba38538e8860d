import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { actorsByIds } from '../../domain/actors/actor-reads.ts';
import type { NotificationKind } from '../../domain/notifications/notification.table.ts';
import {
  notificationGroups,
  notificationsInGroup,
  unreadCount,
} from '../../domain/notifications/notification-reads.ts';
import { dismiss } from '../../domain/notifications/notifications.ts';
import { parseInput } from '../../platform/input.ts';
import { accountsJson } from '../entities/account.ts';
import { groupsJson } from '../entities/notification.ts';
import type { Mastodon } from '../mastodon.ts';
import { linkPages, readWindow } from '../pagination.ts';
import { person, userOf } from '../request/access.ts';
import { listOf } from '../request/input.ts';
import { readerOf } from '../request/reader.ts';
import { notificationFilterOf } from './notifications.ts';

const GROUPED: readonly NotificationKind[] = ['favourite', 'reblog', 'follow'];
const MAX_ACCOUNTS = 80;

const query = z.object({ grouped_types: listOf(z.string(), 20) });

/** docs.joinmastodon.org/methods/grouped_notifications */
export function groupedNotificationRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain } = mastodon;

  app.get('/api/v2/notifications', person('read:notifications'), async (request, reply) => {
    const { actor } = userOf(request);
    const window = readWindow(request, { default: 40, max: 80 });
    const { grouped_types: asked } = parseInput(query, request.query);
    const grouped = new Set(asked.length === 0 ? GROUPED : GROUPED.filter((kind) => asked.includes(kind)));
    const filter = notificationFilterOf(request);
    const groups = await notificationGroups(domain.db, actor.id, filter, window, grouped);
    const last = groups.at(-1);
    const first = groups.at(0);
    if (first !== undefined && last !== undefined) {
      linkPages(mastodon, request, reply, [first.maxId, last.minId]);
    }
    return groupsJson(mastodon, groups, readerOf(mastodon, request));
  });

  app.get('/api/v2/notifications/unread_count', person('read:notifications'), async (request) => {
    const { actor } = userOf(request);
    return {
      count: await unreadCount(domain.db, actor.id, notificationFilterOf(request), undefined, 100),
    };
  });

  app.get('/api/v2/notifications/:key', person('read:notifications'), async (request) => {
    const { actor } = userOf(request);
    const { key } = request.params as { key: string };
    const rows = await notificationsInGroup(domain.db, actor.id, key, MAX_ACCOUNTS);
    const [latest] = rows;
    const last = rows.at(-1);
    const actorIds = [...new Set(rows.map((row) => row.actorId))].slice(0, 8);
    const groups =
      latest === undefined || last === undefined
        ? []
        : [{ key, latest, count: rows.length, actorIds, minId: last.id, maxId: latest.id }];
    return groupsJson(mastodon, groups, readerOf(mastodon, request));
  });

  app.get('/api/v2/notifications/:key/accounts', person('read:notifications'), async (request) => {
    const { actor } = userOf(request);
    const { key } = request.params as { key: string };
    const rows = await notificationsInGroup(domain.db, actor.id, key, MAX_ACCOUNTS);
    return accountsJson(
      mastodon,
      await actorsByIds(
        domain.db,
        rows.map((row) => row.actorId),
      ),
    );
  });

  app.post('/api/v2/notifications/:key/dismiss', person('write:notifications'), async (request) => {
    const { caller, actor } = userOf(request);
    const { key } = request.params as { key: string };
    const rows = await notificationsInGroup(domain.db, actor.id, key, 1);
    const [one] = rows;
    await dismiss(
      domain,
      caller,
      actor.id,
      key.startsWith('ungrouped-') && one !== undefined ? { id: one.id } : { groupKey: key },
    );
    return {};
  });
}
