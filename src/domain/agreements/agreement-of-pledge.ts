import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import type { Caller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import type { PledgeView } from '../orders/pledge-reads.ts';
import { type Agreement, agreements } from './agreement.table.ts';
import { learnFact } from './learn-fact.ts';

/**
 * What a pledge becomes when its order is confirmed: an agreement that needs no answer, under the address that its owner
 * gave it. `stock`: the offer of ours that it was taken from.
 */
export async function agreementOfPledge(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  { pledge, post, line, owner }: Pick<PledgeView, 'pledge' | 'post' | 'line' | 'owner'>,
  { uri, stock }: { readonly uri?: string; readonly stock: Id | undefined },
): Promise<Agreement> {
  const id = domain.ids();
  const [agreement] = await tx
    .insert(agreements)
    .values({
      id,
      offerUri: pledge.offerUri,
      postId: post.id,
      line: pledge.line,
      stockPostId: stock ?? null,
      ownerId: owner.id,
      responderId: pledge.buyerId,
      purpose: 'offer',
      title: line?.title ?? post.title ?? '',
      quantity: pledge.quantity,
      unit: pledge.unit,
      inReturn: pledge.inReturn,
      message: pledge.message,
      state: 'proposed',
      proposedAt: pledge.offeredAt,
      changedAt: domain.clock.now(),
    })
    .returning();
  if (agreement === undefined) throw new Error('agreement was not inserted');
  return learnFact(tx, domain, caller, agreement, 'accepted', {
    actorId: owner.id,
    change: { uri: uri ?? domain.addresses.agreement(id), stockTaken: stock !== undefined },
  });
}
