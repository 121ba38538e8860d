import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  reschedule,
  type ScheduledStatus,
  scheduledById,
  scheduledOf,
  unschedule,
} from '../../domain/statuses/scheduled.ts';
import { parseInput } from '../../platform/input.ts';
import { scheduledJson } from '../entities/scheduled.ts';
import type { Mastodon } from '../mastodon.ts';
import { linkPages, readWindow } from '../pagination.ts';
import { person, userOf } from '../request/access.ts';
import { statusIdOf } from './statuses.ts';

const change = z.object({ scheduled_at: z.coerce.date() });

/** docs.joinmastodon.org/methods/scheduled_statuses */
export function scheduledStatusRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain } = mastodon;

  app.get('/api/v1/scheduled_statuses', person('read:statuses'), async (request, reply) => {
    const { actor } = userOf(request);
    const rows = await scheduledOf(domain, actor.id, readWindow(request, { default: 20, max: 40 }));
    linkPages(
      mastodon,
      request,
      reply,
      rows.map(({ id }) => id),
    );
    return scheduledJson(mastodon, rows);
  });

  app.get('/api/v1/scheduled_statuses/:id', person('read:statuses'), async (request) => {
    const { actor } = userOf(request);
    return one(await scheduledById(domain, actor.id, statusIdOf(request)));
  });

  app.put('/api/v1/scheduled_statuses/:id', person('write:statuses'), async (request) => {
    const { caller, actor } = userOf(request);
    const { scheduled_at: at } = parseInput(change, request.body ?? {});
    return one(await reschedule(domain, caller, actor.id, statusIdOf(request), at));
  });

  app.delete('/api/v1/scheduled_statuses/:id', person('write:statuses'), async (request) => {
    const { caller, actor } = userOf(request);
    await unschedule(domain, caller, actor.id, statusIdOf(request));
    return {};
  });

  async function one(scheduled: ScheduledStatus) {
    const [json] = await scheduledJson(mastodon, [scheduled]);
    return json;
  }
}
