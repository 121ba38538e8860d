import { operator } from '../../src/domain/caller.ts';
import type { Domain } from '../../src/domain/domain.ts';
import type { Post } from '../../src/domain/posts/post.table.ts';
import { publishStatus } from '../../src/domain/statuses/publish-status.ts';
import type { NewStatus } from '../../src/domain/statuses/status.ts';
import type { Id } from '../../src/platform/ids.ts';

const DAY_SECONDS = 86_400;

/** One of ours asks: a poll that is open for a day. */
export function askPoll(
  domain: Domain,
  actorId: Id,
  asked: { readonly text: string; readonly options: string[]; readonly multiple?: boolean },
  visibility: NewStatus['visibility'] = 'public',
): Promise<Post> {
  const { text, ...poll } = asked;
  return publishStatus(
    domain,
    operator,
    actorId,
    { text, poll: { ...poll, expiresIn: DAY_SECONDS }, visibility },
    { lookup: { actor: async () => undefined } },
  );
}
