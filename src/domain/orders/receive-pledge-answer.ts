import { eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Actor } from '../actors/actor.table.ts';
import { type Settlement, sameSettlement } from '../agreements/agreement.ts';
import { agreementOfPledge } from '../agreements/agreement-of-pledge.ts';
import { applyEarlyFacts } from '../agreements/early-facts.ts';
import { learnFact } from '../agreements/learn-fact.ts';
import { remote } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { learnPledge } from './learn-pledge.ts';
import { type Pledge, pledges } from './order.table.ts';
import { type PledgeView, pledgeByOffer } from './pledge-reads.ts';

type Effect = 'taken' | 'ignored';

/** The owner elsewhere has counted a pledge of ours; what it becomes is known when the order closes. */
export async function receivePledgeCounted(
  tx: Transaction,
  domain: Domain,
  owner: Actor,
  offerUri: string,
): Promise<Effect> {
  const view = await lockPledge(tx, owner, offerUri);
  if (view === undefined) return 'ignored';
  await learnPledge(tx, domain, remote, view.pledge, 'counted', { actorId: owner.id });
  return 'taken';
}

/** The owner elsewhere turns a pledge of ours down, or the order it was on came to nothing. */
export async function receivePledgeRefusal(
  tx: Transaction,
  domain: Domain,
  owner: Actor,
  offerUri: string,
  note: string,
): Promise<Effect> {
  const view = await lockPledge(tx, owner, offerUri);
  if (view === undefined) return 'ignored';
  await learnPledge(tx, domain, remote, view.pledge, 'refused', { actorId: owner.id, refusal: { note } });
  return 'taken';
}

/**
 * The order is confirmed: a pledge of ours is an agreement now, over that and nothing else. What was said of it before
 * this came (a refusal that calls it off, a withdrawal that crossed it) is said of the agreement.
 */
export async function receivePledgeAgreement(
  tx: Transaction,
  domain: Domain,
  owner: Actor,
  offerUri: string,
  result: { readonly uri: string; readonly settlement: Settlement | undefined },
): Promise<Effect> {
  const view = await lockPledge(tx, owner, offerUri);
  if (view === undefined || view.pledge.agreedAt !== null) return 'ignored';
  const { pledge } = view;
  if (result.settlement !== undefined && !sameSettlement(result.settlement, pledge)) return 'ignored';
  const counted = await learnPledge(tx, domain, remote, pledge, 'counted', { actorId: owner.id });
  let agreement = await agreementOfPledge(tx, domain, remote, view, { uri: result.uri, stock: undefined });
  await learnPledge(tx, domain, remote, counted, 'agreed', {
    actorId: owner.id,
    agreementId: agreement.id,
  });
  if (pledge.withdrawnAt !== null) {
    agreement = await learnFact(tx, domain, remote, agreement, 'withdrawn', { actorId: pledge.buyerId });
  }
  if (pledge.refusedAt !== null) {
    const note = pledge.refusal !== null && 'note' in pledge.refusal ? pledge.refusal.note : '';
    agreement = await learnFact(tx, domain, remote, agreement, 'rejected', { actorId: owner.id, note });
  }
  await applyEarlyFacts(tx, domain, agreement, result.uri);
  return 'taken';
}

/** A pledge of ours on an order of this owner's, locked. */
async function lockPledge(tx: Transaction, owner: Actor, offerUri: string): Promise<PledgeView | undefined> {
  const view = await pledgeByOffer(tx, offerUri);
  if (view === undefined || view.owner.id !== owner.id || view.order.own) return undefined;
  const [pledge]: Pledge[] = await tx
    .select()
    .from(pledges)
    .where(eq(pledges.id, view.pledge.id))
    .for('update');
  return pledge && { ...view, pledge };
}
