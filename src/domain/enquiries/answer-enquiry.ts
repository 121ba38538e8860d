import { z } from 'zod';
import { UserError } from '../../platform/errors.ts';
import { textToHtml } from '../../platform/html/text.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import type { Post } from '../posts/post.table.ts';
import { publishPost } from '../posts/write-post.ts';
import { enquiryTo } from './enquiry-reads.ts';

const answer = z.strictObject({
  text: z.string().trim().min(1).max(5000),
  language: z.enum(['it', 'en']).default('it'),
});
export type NewAnswer = z.input<typeof answer>;

/**
 * Answers an enquiry, to its author alone.
 * @throws {UserError} `invalid`, `forbidden`, `not-found`
 */
export async function answerEnquiry(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  enquiryId: Id,
  input: NewAnswer,
): Promise<Post> {
  requireActingFor(caller, actorId);
  const { text, language } = parseInput(answer, input);
  return domain.db.transaction(async (tx) => {
    const enquiry = await enquiryTo(tx, [actorId], enquiryId);
    if (enquiry === undefined) throw new UserError('not-found', 'enquiry_unknown');
    const id = domain.ids();
    return publishPost(tx, domain, caller, {
      id,
      actorId,
      kind: 'note',
      url: domain.addresses.object(id),
      title: null,
      content: textToHtml(text),
      source: text,
      language,
      tags: [],
      inReplyTo: enquiry.post.uri,
      recipientId: enquiry.author.id,
    });
  });
}
