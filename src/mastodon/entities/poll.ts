import { isOver } from '../../domain/polls/poll.ts';
import type { PollView } from '../../domain/polls/poll-reads.ts';
import type { Mastodon } from '../mastodon.ts';

/**
 * docs.joinmastodon.org/entities/Poll; of a secret ballot the counts come when it is closed. Who asked, or has cast a voice, does not
 * choose (any more): `hasSpoken`.
 */
export function pollJson({ domain }: Mastodon, poll: PollView, hasSpoken: boolean) {
  const isSealed = poll.electorate !== 'anyone' && poll.closedAt === null;
  return {
    id: poll.postId,
    expires_at: poll.endsAt?.toISOString() ?? null,
    expired: isOver(poll, domain.clock.now()),
    multiple: poll.multiple,
    votes_count: poll.votes.reduce((sum, one) => sum + one, 0),
    voters_count: poll.voters,
    options: poll.options.map((title, position) => ({
      title,
      votes_count: isSealed ? null : (poll.votes[position] ?? 0),
    })),
    emojis: [],
    voted: hasSpoken || poll.chosen !== null,
    own_votes: [...(poll.chosen ?? [])],
  };
}
