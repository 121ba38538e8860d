import { textToHtml } from '../../platform/html/text.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { hashtagsIn } from '../posts/hashtags.ts';
import type { Post } from '../posts/post.table.ts';
import { publishPost } from '../posts/write-post.ts';
import { type NewPoll, newPoll, requireTimelyEnd } from './poll.ts';
import { addPoll } from './write-poll.ts';

/**
 * Asks everyone who can read it. Whoever answers is known to the node; the counts are public from the beginning.
 * @throws {UserError} `invalid`, `forbidden`
 */
export async function publishPoll(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  input: NewPoll,
): Promise<Post> {
  requireActingFor(caller, actorId);
  const { text, language, options, multiple, endsAt } = parseInput(newPoll, input);
  requireTimelyEnd(endsAt, domain.clock.now());
  return domain.db.transaction(async (tx) => {
    const id = domain.ids();
    const post = await publishPost(tx, domain, caller, {
      id,
      actorId,
      kind: 'question',
      url: domain.addresses.pollPage(id),
      title: null,
      content: textToHtml(text),
      source: text,
      language,
      tags: hashtagsIn(text),
    });
    await addPoll(tx, id, { options, multiple, electorate: 'anyone', endsAt });
    return post;
  });
}
