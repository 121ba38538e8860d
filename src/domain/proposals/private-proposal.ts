import type { Transaction } from '../../platform/database/database.ts';
import { textToHtml } from '../../platform/html/text.ts';
import type { Id } from '../../platform/ids.ts';
import type { Caller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import type { Post } from '../posts/post.table.ts';
import { publishPost } from '../posts/write-post.ts';
import type { ProposalView } from './catalogue.ts';
import type { Measure } from './quantity-for.ts';
import { addTerms } from './write-terms.ts';

/** One of our proposals again, on other terms and for one reader alone. It has no stock but what it names, all or nothing. */
export async function publishPrivately(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  original: ProposalView,
  other: {
    readonly recipientId: Id;
    readonly text: string;
    readonly measure: Measure;
    readonly inReturn: ProposalView['reciprocals'];
  },
): Promise<Post> {
  const { post: first, proposal, owner } = original;
  const id = domain.ids();
  const post = await publishPost(tx, domain, caller, {
    id,
    actorId: owner.id,
    kind: 'proposal',
    url: domain.addresses.proposalPage(id),
    title: first.title,
    content: textToHtml(other.text),
    source: other.text,
    language: first.language ?? 'it',
    tags: [],
    inReplyTo: first.uri,
    recipientId: other.recipientId,
  });
  const { postId: _, state: __, publishedAt: ___, ...terms } = proposal;
  const { quantity, unit } = other.measure;
  await addTerms(
    tx,
    post,
    'open',
    {
      ...terms,
      unit,
      quantity,
      available: quantity,
      minimum: quantity,
      unitBased: true,
      negotiable: false,
      reciprocals: other.inReturn.map(({ position: ____, ...one }) => one),
    },
    { title: first.title ?? '', text: other.text, about: [] },
  );
  return post;
}
