import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { actorById } from '../../domain/actors/actor-reads.ts';
import { reportActor } from '../../domain/reports/report.ts';
import { UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { accountOf } from '../entities/account.ts';
import type { Mastodon } from '../mastodon.ts';
import { person, userOf } from '../request/access.ts';
import { flag, idInput, listOf, optional } from '../request/input.ts';

const reportInput = z.object({
  account_id: idInput,
  status_ids: listOf(idInput, 50),
  comment: optional(z.string()),
  forward: optional(flag),
  category: optional(z.enum(['spam', 'legal', 'violation', 'other'])),
});

/** docs.joinmastodon.org/methods/reports */
export function reportRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain } = mastodon;

  app.post('/api/v1/reports', person('write:reports'), async (request) => {
    const { caller, actor } = userOf(request);
    const {
      account_id: id,
      status_ids: postIds,
      comment,
      forward,
      category,
    } = parseInput(reportInput, request.body ?? {});
    const report = await reportActor(domain, caller, actor.id, id, { postIds, comment, forward, category });
    const target = await actorById(domain.db, id);
    if (target === undefined) throw new UserError('not-found', 'status_unknown');
    return {
      id: report.id,
      action_taken: false,
      action_taken_at: null,
      category: report.category,
      comment: report.comment,
      forwarded: forward === true && target.host !== null,
      created_at: report.createdAt.toISOString(),
      status_ids: postIds,
      rule_ids: [],
      collection_ids: [],
      target_account: await accountOf(mastodon, target),
    };
  });
}
