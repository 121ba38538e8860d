import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { type Caller, clockCaller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { lockOwnPost } from '../posts/write-post.ts';
import type { ProposalView } from '../proposals/catalogue.ts';
import { endOwn } from '../proposals/end-proposal.ts';
import { takeStock } from '../proposals/stock.ts';
import type { Agreement } from './agreement.table.ts';
import { sameSettlement } from './agreement.ts';
import { learnFact, lockForStep } from './learn-fact.ts';

/**
 * The owner accepts: what was asked for is taken from the stock, or nothing happens.
 * @throws {UserError} `forbidden`, `not-found`, `gone`, `conflict` where there is not enough or the proposal has ended
 */
export async function acceptResponse(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  id: Id,
): Promise<Agreement> {
  return domain.db.transaction(async (tx) => {
    const { agreement } = await lockForStep(tx, caller, actorId, id, 'accept');
    return settle(tx, domain, caller, agreement);
  });
}

/**
 * What answers a counter-offer of ours exactly is settled: its owner said so when it was made. Where that cannot be kept
 * any more, it is turned down.
 */
export async function acceptAtOnce(
  tx: Transaction,
  domain: Domain,
  agreement: Agreement,
  { post, proposal, owner, reciprocals }: ProposalView,
): Promise<Agreement> {
  if (post.visibility !== 'direct' || owner.host !== null) return agreement;
  const said = { quantity: proposal.quantity ?? '', unit: proposal.unit ?? '', inReturn: reciprocals };
  if (!sameSettlement(said, agreement)) return agreement;
  try {
    return await tx.transaction((step) => settle(step, domain, clockCaller, agreement));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return turnDown(tx, domain, agreement, error);
  }
}

/** The node itself turns down what cannot be, in the owner's name; the note names the reason's sentence. */
export async function turnDown(
  tx: Transaction,
  domain: Domain,
  agreement: Agreement,
  reason: UserError,
): Promise<Agreement> {
  return learnFact(tx, domain, clockCaller, agreement, 'rejected', {
    actorId: agreement.ownerId,
    refusal: { code: reason.code, params: reason.params },
  });
}

async function settle(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  agreement: Agreement,
): Promise<Agreement> {
  const stockTaken =
    agreement.stockPostId !== null && (await takeStock(tx, domain, caller, agreement.stockPostId, agreement));
  // A counter-offer is for once: it ends with the agreement that it led to.
  if (agreement.postId !== agreement.stockPostId) {
    await endOwn(tx, domain, caller, await lockOwnPost(tx, agreement.postId, 'proposal'), 'closed');
  }
  return learnFact(tx, domain, caller, agreement, 'accepted', {
    actorId: agreement.ownerId,
    change: { stockTaken, uri: domain.addresses.agreement(agreement.id) },
  });
}
