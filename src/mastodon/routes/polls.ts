import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { castVoice } from '../../domain/decisions/cast-voice.ts';
import { castIn } from '../../domain/decisions/decision-reads.ts';
import { pollOf } from '../../domain/polls/poll-reads.ts';
import { vote } from '../../domain/polls/vote.ts';
import { requireReadable } from '../../domain/posts/post-reads.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { pollJson } from '../entities/poll.ts';
import type { Mastodon } from '../mastodon.ts';
import { anyone, person, userOf } from '../request/access.ts';
import { listOf } from '../request/input.ts';
import { readerOf } from '../request/reader.ts';
import { statusIdOf } from './statuses.ts';

const ballot = z.object({ choices: listOf(z.coerce.number().int().min(0), 50) });

/** docs.joinmastodon.org/methods/polls; a poll has the id of its status. A decision of the assembly is one too. */
export function pollRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain } = mastodon;

  async function shown(request: FastifyRequest, id: Id) {
    const viewerId = readerOf(mastodon, request).actor?.id;
    const post = await requireReadable(domain.db, id, viewerId);
    const poll = await pollOf(domain.db, id, viewerId);
    if (poll === undefined) throw new UserError('not-found', 'question_unknown');
    const cast = await castIn(domain.db, poll.electorate === 'anyone' ? [] : [id], viewerId);
    return { poll, json: pollJson(mastodon, poll, cast.has(id) || post.actorId === viewerId) };
  }

  app.get('/api/v1/polls/:id', anyone('read:statuses'), async (request) => {
    return (await shown(request, statusIdOf(request))).json;
  });

  app.post('/api/v1/polls/:id/votes', person('write:statuses'), async (request) => {
    const { caller, actor } = userOf(request);
    const id = statusIdOf(request);
    const { choices } = parseInput(ballot, request.body ?? {});
    const { poll } = await shown(request, id);
    const cast = poll.electorate === 'anyone' ? vote : castVoice;
    await cast(domain, caller, actor.id, id, choices);
    return (await shown(request, id)).json;
  });
}
