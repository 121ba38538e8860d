import type { Transaction } from '../../platform/database/database.ts';
import type { Actor } from '../actors/actor.table.ts';
import { remote } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { remember } from '../posts/tombstones.ts';
import { type Settlement, sameSettlement } from './agreement.ts';
import { applyEarlyFacts } from './early-facts.ts';
import { learnFact, lockByOffer } from './learn-fact.ts';

type Effect = 'taken' | 'ignored';

/** The owner elsewhere accepts what one of ours offered: that, and nothing else. */
export async function receiveAcceptance(
  tx: Transaction,
  domain: Domain,
  owner: Actor,
  offerUri: string,
  result: { readonly uri: string; readonly settlement: Settlement | undefined },
): Promise<Effect> {
  const agreement = await lockByOffer(tx, offerUri);
  if (agreement?.ownerId !== owner.id || agreement.acceptedAt !== null) return 'ignored';
  if (result.settlement !== undefined && !sameSettlement(result.settlement, agreement)) return 'ignored';
  const { uri } = result;
  const accepted = await learnFact(tx, domain, remote, agreement, 'accepted', {
    actorId: owner.id,
    change: { uri },
  });
  await applyEarlyFacts(tx, domain, accepted, uri);
  return 'taken';
}

/** The owner elsewhere says no, or calls off what it had accepted. */
export async function receiveRejection(
  tx: Transaction,
  domain: Domain,
  owner: Actor,
  offerUri: string,
  note: string,
): Promise<Effect> {
  const agreement = await lockByOffer(tx, offerUri);
  if (agreement?.ownerId !== owner.id) return 'ignored';
  await learnFact(tx, domain, remote, agreement, 'rejected', { actorId: owner.id, note });
  return 'taken';
}

/** The responder elsewhere takes its Offer back, perhaps before we have seen it; after an acceptance that calls it off. */
export async function receiveUndoResponse(
  tx: Transaction,
  domain: Domain,
  responder: Actor,
  offerUri: string,
  note: string,
): Promise<Effect> {
  const agreement = await lockByOffer(tx, offerUri);
  if (agreement === undefined) await remember(tx, domain, offerUri);
  else if (agreement.responderId !== responder.id) return 'ignored';
  else await learnFact(tx, domain, remote, agreement, 'withdrawn', { actorId: responder.id, note });
  return 'taken';
}
