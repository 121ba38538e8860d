import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import type { Caller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import type { Post } from '../posts/post.table.ts';
import { proposalById } from '../proposals/catalogue.ts';
import { publishPrivately } from '../proposals/private-proposal.ts';
import { stockFor } from '../proposals/quantity-for.ts';
import { counterOffer, inReturnFor, type NewCounterOffer } from './agreement.ts';
import { learnFact, lockForStep } from './learn-fact.ts';

/**
 * The owner says "not so, but so": the response is rejected, and its author alone gets the proposal again on other
 * terms. Their answer to it settles the matter.
 * @throws {UserError} `invalid`, `forbidden`, `not-found`, `gone`, `conflict`
 */
export async function makeCounterOffer(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  id: Id,
  input: NewCounterOffer,
): Promise<Post> {
  const offered = parseInput(counterOffer, input);
  return domain.db.transaction(async (tx) => {
    const { agreement } = await lockForStep(tx, caller, actorId, id, 'counter');
    const first = await proposalById(tx, agreement.stockPostId ?? agreement.postId);
    if (first === undefined) throw new UserError('gone', 'already_withdrawn');
    const unit = first.proposal.unit ?? offered.unit ?? agreement.unit;
    const quantity = stockFor(first.proposal, { quantity: offered.quantity, unit: offered.unit ?? unit });
    const reciprocals = first.reciprocals.map((one) => {
      const stated = offered.inReturn.some(({ position }) => position === one.position);
      return stated ? { ...one, amount: null } : one;
    });
    await learnFact(tx, domain, caller, agreement, 'rejected', { actorId, note: offered.note });
    return publishPrivately(tx, domain, caller, first, {
      recipientId: agreement.responderId,
      text: offered.note,
      measure: { quantity, unit },
      inReturn: inReturnFor({ proposal: first.proposal, reciprocals }, quantity, offered.inReturn),
    });
  });
}
