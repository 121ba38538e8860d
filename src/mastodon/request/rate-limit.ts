import type { FastifyReply, FastifyRequest } from 'fastify';
import { countAttempt } from '../../domain/accounts/limit-attempts.ts';
import { UserError } from '../../platform/errors.ts';
import { networkOf } from '../../platform/network.ts';
import type { Mastodon } from '../mastodon.ts';

/** As Mastodon counts, in five minutes. */
const MINUTES = 5;
const WITH_ACCESS = 600;
const WITHOUT_ACCESS = 300;
const COUNTED = /^\/(?:api|oauth)\//;

/**
 * Counts a request of an application that somebody let in, or else of an address, over all processes; and says what is
 * left, as docs.joinmastodon.org/api/rate-limits has it.
 * @throws {UserError} `too-many`
 */
export async function countRequest(
  { domain }: Mastodon,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (!COUNTED.test(request.url) || request.method === 'OPTIONS') return;
  const { access } = request;
  const limit = access === null ? WITHOUT_ACCESS : WITH_ACCESS;
  const [door, who] = access === null ? ['api-from', networkOf(request.ip)] : ['api-with', access.tokenId];
  const { count, resetsAt } = await countAttempt(domain, door, who, MINUTES);
  reply.headers({
    'x-ratelimit-limit': limit,
    'x-ratelimit-remaining': Math.max(limit - count, 0),
    'x-ratelimit-reset': resetsAt.toISOString(),
  });
  if (count > limit) throw new UserError('too-many', 'too_many_attempts', { minutes: MINUTES });
}
