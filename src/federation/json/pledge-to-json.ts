import type { PledgeView } from '../../domain/orders/pledge-reads.ts';
import type { Envelope } from './activities.ts';
import { commitments, privately, written } from './agreement-to-json.ts';
import { defined, type JsonObject } from './context.ts';

/** A pledge on a line of an order: an Offer of an Agreement, as an answer to a proposal is; a later one replaces it. */
export function offerPledge(envelope: Envelope, { pledge, post }: PledgeView): JsonObject {
  // The owner's node goes by this time to tell a change from what it replaces.
  return privately(
    'Offer',
    { ...envelope, published: pledge.offeredAt },
    {
      content: written(pledge.message),
      object: defined({
        type: 'Agreement',
        ...commitments({ agreement: pledge, post }),
        location: pledge.pickup === null ? undefined : { type: 'Place', name: pledge.pickup },
      }),
    },
  );
}

/** The owner has counted it; whether it becomes an agreement is known when the order closes. */
export function countPledge(envelope: Envelope, offerUri: string): JsonObject {
  return privately('TentativeAccept', envelope, { object: offerUri });
}
