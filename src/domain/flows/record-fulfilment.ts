import { eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { actorsByIds } from '../actors/actor-reads.ts';
import type { Agreement } from '../agreements/agreement.table.ts';
import type { Domain } from '../domain.ts';
import { proposals } from '../proposals/proposal.table.ts';
import { fulfilments } from './flow.table.ts';
import { flowKindOf } from './flow.ts';

/** Counts an agreement that both sides have just fulfilled, once. */
export async function recordFulfilment(
  tx: Transaction,
  domain: Domain,
  { id, postId, ownerId, responderId, purpose, quantity, unit }: Agreement,
): Promise<void> {
  const [providerId, receiverId] = purpose === 'offer' ? [ownerId, responderId] : [responderId, ownerId];
  const sides = await actorsByIds(tx, [providerId, receiverId]);
  const isHere = (side: string) => sides.find((actor) => actor.id === side)?.host === null;
  const [givenHere, receivedHere] = [isHere(providerId), isHere(receiverId)];
  const [proposal] = await tx
    .select({ action: proposals.action })
    .from(proposals)
    .where(eq(proposals.postId, postId));
  const kind = flowKindOf(proposal?.action, unit);
  await tx
    .insert(fulfilments)
    .values({
      agreementId: id,
      direction: !givenHere ? 'received' : receivedHere ? 'within' : 'given',
      otherId: !givenHere ? providerId : receivedHere ? null : receiverId,
      kind,
      hours: kind === 'hours' ? quantity : null,
      fulfilledAt: domain.clock.now(),
    })
    .onConflictDoNothing();
}
