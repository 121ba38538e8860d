import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { actorById } from '../actors/actor-reads.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { type ProposalView, proposalById } from '../proposals/catalogue.ts';
import { quantityFor } from '../proposals/quantity-for.ts';
import { acceptAtOnce } from './accept.ts';
import { type Agreement, agreements } from './agreement.table.ts';
import { inReturnFor, type NewResponse, response } from './agreement.ts';
import { stockPostOf } from './counter-offer-stock.ts';
import { noticeAgreement } from './notice-agreement.ts';

/**
 * Answers an offer or a request, of this node or of another one: how much, what is given in return, a private message.
 * Its owner decides. The answer to a counter-offer settles it at once, where the counter-offer is ours.
 * @throws {UserError} `invalid`, `forbidden`, `not-found`, `conflict`
 */
export async function respond(
  domain: Domain,
  caller: Caller,
  responderId: Id,
  proposalId: Id,
  input: NewResponse,
): Promise<Agreement> {
  return domain.db.transaction((tx) => respondWithin(tx, domain, caller, responderId, proposalId, input));
}

/** The same in a transaction that does more. */
export async function respondWithin(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  responderId: Id,
  proposalId: Id,
  input: NewResponse,
): Promise<Agreement> {
  requireActingFor(caller, responderId);
  const asked = parseInput(response, input);
  const view = await proposalById(tx, proposalId);
  if (view === undefined || !isOpenTo(view, responderId))
    throw new UserError('not-found', 'proposal_unknown');
  const { proposal, owner, post } = view;
  if (owner.id === responderId) throw new UserError('conflict', 'responds_to_itself');
  const responder = await actorById(tx, responderId);
  if (responder === undefined || responder.host !== null || responder.deletedAt !== null) {
    throw new UserError('not-found', 'member_unknown', { handle: responderId });
  }
  const unit = proposal.unit ?? asked.unit ?? 'one';
  const quantity = quantityFor(proposal, { quantity: asked.quantity, unit: asked.unit ?? unit });
  const id = domain.ids();
  const now = domain.clock.now();
  const [agreement] = await tx
    .insert(agreements)
    .values({
      id,
      offerUri: domain.addresses.activity(id),
      postId: post.id,
      stockPostId: owner.host === null ? await stockPostOf(tx, post) : null,
      ownerId: owner.id,
      responderId,
      purpose: proposal.purpose,
      title: post.title ?? '',
      quantity,
      unit,
      inReturn: inReturnFor(view, quantity, asked.inReturn),
      message: asked.message,
      state: 'proposed',
      proposedAt: now,
      changedAt: now,
    })
    .returning();
  if (agreement === undefined) throw new Error('agreement was not inserted');
  await recordEvent(tx, domain, caller, {
    type: 'agreement-proposed',
    actorId: responderId,
    subjectId: id,
  });
  await noticeAgreement(tx, domain, agreement, responderId, 'agreement-proposed');
  return acceptAtOnce(tx, domain, agreement, view);
}

/** Whether this one may read it, and so answer it. */
function isOpenTo({ post, owner }: ProposalView, responderId: Id): boolean {
  if (post.deletedAt !== null || owner.suspendedAt !== null || owner.deletedAt !== null) return false;
  return post.visibility !== 'direct' || post.recipientId === responderId;
}
