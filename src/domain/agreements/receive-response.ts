import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Actor } from '../actors/actor.table.ts';
import { remote } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import type { Post } from '../posts/post.table.ts';
import { isAmongReaders } from '../posts/post-reads.ts';
import { isForgotten } from '../posts/tombstones.ts';
import { type ProposalView, proposalById } from '../proposals/catalogue.ts';
import { quantityFor } from '../proposals/quantity-for.ts';
import { acceptAtOnce, turnDown } from './accept.ts';
import { type Agreement, agreements } from './agreement.table.ts';
import type { Settlement } from './agreement.ts';
import { stockPostOf } from './counter-offer-stock.ts';
import { learnFact } from './learn-fact.ts';
import { noticeAgreement } from './notice-agreement.ts';

/** An Offer of another node, read and known to be its actor's; amounts are exact decimals above zero. */
export interface IncomingResponse extends Settlement {
  readonly offerUri: string;
  /** What the responder wrote. */
  readonly message: string;
}

/**
 * Somebody elsewhere answers a proposal of ours. What the proposal does not allow, perhaps any more, is turned down at
 * once, in words; a repeated Offer counts once; one that was taken back before it came is withdrawn.
 * @throws {UserError} `invalid` for a unit that the proposal never had
 */
export async function receiveResponse(
  tx: Transaction,
  domain: Domain,
  responder: Actor,
  post: Post,
  incoming: IncomingResponse,
): Promise<'taken' | 'ignored'> {
  const view = await proposalById(tx, post.id);
  if (
    post.kind !== 'proposal' ||
    post.received !== null ||
    (post.visibility === 'direct' && post.recipientId !== responder.id) ||
    (post.visibility === 'scoped' && !(await isAmongReaders(tx, post, responder.id)))
  ) {
    return 'ignored';
  }
  const now = domain.clock.now();
  const agreement = await insertOnce(tx, {
    id: domain.ids(),
    offerUri: incoming.offerUri,
    postId: post.id,
    stockPostId: await stockPostOf(tx, post),
    ownerId: post.actorId,
    responderId: responder.id,
    purpose: view?.proposal.purpose ?? 'offer',
    title: post.title ?? '',
    quantity: incoming.quantity,
    unit: incoming.unit,
    inReturn: view === undefined ? [] : agreedInReturn(view, incoming),
    message: incoming.message,
    state: 'proposed',
    proposedAt: now,
    changedAt: now,
  });
  if (agreement === undefined) return 'ignored';
  await recordEvent(tx, domain, remote, {
    type: 'agreement-proposed',
    actorId: responder.id,
    subjectId: agreement.id,
  });
  if (await isForgotten(tx, incoming.offerUri)) {
    await learnFact(tx, domain, remote, agreement, 'withdrawn', { actorId: responder.id });
    return 'taken';
  }
  const refusal = view === undefined ? new UserError('gone', 'proposal_ended') : refusalOf(view, incoming);
  // What the node turns down by itself is nothing that its owner has to do.
  if (refusal !== undefined) {
    await turnDown(tx, domain, agreement, refusal);
    return 'taken';
  }
  await noticeAgreement(tx, domain, agreement, responder.id, 'agreement-proposed');
  if (view !== undefined) await acceptAtOnce(tx, domain, agreement, view);
  return 'taken';
}

async function insertOnce(
  tx: Transaction,
  row: typeof agreements.$inferInsert,
): Promise<Agreement | undefined> {
  const [agreement] = await tx.insert(agreements).values(row).onConflictDoNothing().returning();
  return agreement;
}

/** The proposal's own words for what is given in return, with the amounts that the responder states. */
function agreedInReturn(
  { reciprocals }: ProposalView,
  { inReturn }: IncomingResponse,
): Agreement['inReturn'] {
  return reciprocals.map((one) => {
    const stated = inReturn.find(({ position }) => position === one.position);
    return { ...one, unit: stated?.unit ?? one.unit, amount: stated?.amount ?? null };
  });
}

function refusalOf({ proposal }: ProposalView, incoming: IncomingResponse): UserError | undefined {
  try {
    quantityFor(proposal, incoming);
    return undefined;
  } catch (error) {
    if (error instanceof UserError && error.kind === 'conflict') return error;
    throw error;
  }
}
