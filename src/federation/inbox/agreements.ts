import { receiveAgreementFact } from '../../domain/agreements/early-facts.ts';
import { receiveAcceptance, receiveRejection } from '../../domain/agreements/receive-answer.ts';
import { receiveResponse } from '../../domain/agreements/receive-response.ts';
import { pledgeByOffer } from '../../domain/orders/pledge-reads.ts';
import { postByUri } from '../../domain/posts/post-reads.ts';
import { isAgreement, readRemark, readSettlement } from '../json/agreement-from-json.ts';
import { isObject, type JsonObject } from '../json/context.ts';
import { idOf } from '../json/read.ts';
import type { Listener, Received } from './listener.ts';
import { ownUri } from './own-uri.ts';
import { offerPledge } from './pledges.ts';
import { Refusal } from './refusal.ts';

/** Somebody answers a proposal of ours (FEP-0837). */
export const offer: Listener = async (received) => {
  const { federation, tx, activity, actor } = received;
  const { object } = activity.json;
  if (!isObject(object) || !isAgreement(object)) return 'ignored';
  const { proposalUri, line, ...settlement } = readSettlement(object);
  const post = await postByUri(tx, proposalUri);
  if (post === undefined || (await pledgeByOffer(tx, activity.id)) !== undefined) return 'ignored';
  if (line !== null) return offerPledge(received, post, { ...settlement, line });
  return receiveResponse(tx, federation.domain, actor, post, {
    ...settlement,
    offerUri: activity.id,
    message: readRemark(activity.json),
  });
};

/** The owner accepts an Offer of ours; the result may be the agreement or its address. */
export const acceptOffer: Listener = async (received) => {
  const { federation, tx, activity, actor } = received;
  const offerUri = idOf(activity.json.object);
  const { result } = activity.json;
  const uri = ownUri(received, result);
  if (offerUri === undefined || uri === undefined) return 'ignored';
  const settlement = isObject(result) ? readSettlement(result) : undefined;
  return receiveAcceptance(tx, federation.domain, actor, offerUri, { uri, settlement });
};

export const rejectOffer: Listener = async ({ federation, tx, activity, actor }) => {
  const offerUri = idOf(activity.json.object);
  if (offerUri === undefined) return 'ignored';
  return receiveRejection(tx, federation.domain, actor, offerUri, readRemark(activity.json));
};

/** Whether an activity is about the fulfilment of an agreement, and about no post. */
export function isFulfilment({ activity }: Received): boolean {
  return isObject(activity.json.object) && activity.json.object.fulfills !== undefined;
}

/** One side says that its part is done. */
export const fulfilment: Listener = async (received) => {
  const { federation, tx, activity, actor } = received;
  const object = activity.json.object as JsonObject;
  const uri = idOf(object.context) ?? idOf(object.fulfills)?.replace(/#.*$/, '');
  if (ownUri(received, object) === undefined || idOf(object.attributedTo) !== actor.uri) {
    throw new Refusal(403, 'activity-foreign', 'document');
  }
  if (uri === undefined) return 'ignored';
  const note = readRemark(object);
  return receiveAgreementFact(tx, federation.domain, actor, { uri, fact: 'done', note });
};

export function isAboutAgreement({ activity }: Received): boolean {
  return isObject(activity.json.object) && isAgreement(activity.json.object);
}

/** The owner says that an agreement is off; nothing else of it changes. */
export const agreementUpdate: Listener = async (received) => {
  const { federation, tx, activity, actor } = received;
  const object = activity.json.object as JsonObject;
  const uri = ownUri(received, object);
  if (uri === undefined) throw new Refusal(403, 'activity-foreign', 'agreement');
  if (object.status !== 'cancelled') return 'ignored';
  const note = isObject(object.preview) ? readRemark(object.preview) : '';
  return receiveAgreementFact(tx, federation.domain, actor, { uri, fact: 'cancelled', note });
};
