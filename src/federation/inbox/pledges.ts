import { type IncomingPledge, receivePledge } from '../../domain/orders/receive-pledge.ts';
import {
  receivePledgeAgreement,
  receivePledgeCounted,
  receivePledgeRefusal,
} from '../../domain/orders/receive-pledge-answer.ts';
import type { Post } from '../../domain/posts/post.table.ts';
import { readRemark, readSettlement } from '../json/agreement-from-json.ts';
import { isObject } from '../json/context.ts';
import { readPickup } from '../json/order-from-json.ts';
import { date, idOf } from '../json/read.ts';
import type { Listener, Received } from './listener.ts';
import { ownUri } from './own-uri.ts';

/** Somebody pledges on a line of a collective order of ours. */
export async function offerPledge(
  { federation, tx, activity, actor }: Received,
  order: Post,
  settlement: Pick<IncomingPledge, 'line' | 'quantity' | 'unit' | 'inReturn'>,
): Promise<'taken' | 'ignored'> {
  return receivePledge(tx, federation.domain, actor, order, {
    ...settlement,
    offerUri: activity.id,
    pickup: readPickup(activity.json.object),
    message: readRemark(activity.json),
    offeredAt: date(activity.json.published),
  });
}

/** The owner has counted a pledge of ours: the order is still open, so it is accepted for now. */
export const countedPledge: Listener = async ({ federation, tx, activity, actor }) => {
  const offerUri = idOf(activity.json.object);
  return offerUri === undefined ? 'ignored' : receivePledgeCounted(tx, federation.domain, actor, offerUri);
};

/** The order is confirmed, and a pledge of ours with it. */
export const acceptPledge: Listener = async (received) => {
  const { federation, tx, activity, actor } = received;
  const offerUri = idOf(activity.json.object);
  const { result } = activity.json;
  const uri = ownUri(received, result);
  if (offerUri === undefined || uri === undefined) return 'ignored';
  const settlement = isObject(result) ? readSettlement(result) : undefined;
  return receivePledgeAgreement(tx, federation.domain, actor, offerUri, { uri, settlement });
};

export const rejectPledge: Listener = async ({ federation, tx, activity, actor }) => {
  const offerUri = idOf(activity.json.object);
  if (offerUri === undefined) return 'ignored';
  return receivePledgeRefusal(tx, federation.domain, actor, offerUri, readRemark(activity.json));
};
