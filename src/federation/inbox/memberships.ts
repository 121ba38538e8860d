import { localActorsByUri } from '../../domain/actors/actor-reads.ts';
import { receiveAffiliation } from '../../domain/memberships/affiliations.ts';
import { takesMembers } from '../../domain/memberships/membership.ts';
import { belongOursTo } from '../../domain/memberships/membership-reads.ts';
import { receiveJoin, receiveJoinAnswer, receiveLeave } from '../../domain/memberships/receive-membership.ts';
import { refreshActorJob } from '../jobs/jobs.ts';
import { unknownMembers } from '../jobs/read-affiliations.ts';
import { readRemark } from '../json/agreement-from-json.ts';
import { isObject } from '../json/context.ts';
import { date, httpUri, idOf, sameOrigin, typesOf } from '../json/read.ts';
import type { Listener, Received } from './listener.ts';

/** Within so long whoever was admitted says that it belongs. */
const SAYS_SO_MS = 3_000;

/** Somebody asks to belong to a group of ours: its coordinators decide. */
export const joinGroup: Listener = async (received) => {
  const { federation, tx, activity, actor } = received;
  const group = await ownGroup(received);
  if (group === undefined) return 'ignored';
  const charter = httpUri(activity.json.charter, { allowHttp: federation.allowPrivateAddresses });
  return receiveJoin(tx, federation.domain, actor, group, {
    joinUri: activity.id,
    message: readRemark(activity.json),
    charter: charter ?? null,
    askedAt: date(activity.json.published),
  });
};

/** Somebody leaves a group of ours, or takes a request back; `context` names the Join. */
export const leaveGroup: Listener = async (received) => {
  const { federation, tx, activity, actor } = received;
  const group = await ownGroup(received);
  if (group === undefined) return 'ignored';
  const joinUri = idOf(activity.json.context);
  const isOwn = joinUri !== undefined && sameOrigin(joinUri, actor.uri);
  const left = isOwn ? { joinUri } : { group };
  return receiveLeave(tx, federation.domain, actor, left, readRemark(activity.json));
};

/** Who else belongs to the group is asked of it. */
export const acceptMembership: Listener = async (received) => {
  const result = await answer(received, 'admitted');
  if (result === 'taken') received.jobs.push(refreshActorJob(received.actor.uri, { maxAgeMs: 0 }));
  return result;
};
export const rejectMembership: Listener = (received) => answer(received, 'refused');

async function answer(received: Received, said: 'admitted' | 'refused') {
  const { federation, tx, activity, actor } = received;
  const joinUri = idOf(activity.json.object);
  if (joinUri === undefined) return 'ignored';
  const note = readRemark(activity.json);
  return receiveJoinAnswer(tx, federation.domain, actor, joinUri, said, { note, saidAt: saidAt(received) });
}

export const addAffiliation: Listener = (received) => affiliation(received, true);
export const removeAffiliation: Listener = (received) => affiliation(received, false);

/** A group says who belongs to it (FEP-5219): of itself alone. */
async function affiliation(received: Received, listed: boolean): Promise<'taken' | 'ignored'> {
  const { federation, tx, activity, actor, jobs } = received;
  const { object, target } = activity.json;
  if (!isObject(object) || !typesOf(object).includes('Relationship')) return 'ignored';
  const memberUri = httpUri(object.subject, { allowHttp: federation.allowPrivateAddresses });
  const isItself = idOf(object.object) === actor.uri && object.relationship === 'member';
  if (memberUri === undefined || !isItself || !takesMembers(actor)) return 'ignored';
  if (idOf(target) !== actor.affiliations) return 'ignored';
  await receiveAffiliation(tx, actor, memberUri, listed, saidAt(received));
  const isOwn = memberUri.startsWith(`${federation.domain.addresses.origin}/`);
  if (listed && !isOwn && (await belongOursTo(tx, actor.id))) {
    const shortly = new Date(federation.domain.clock.now().getTime() + SAYS_SO_MS);
    jobs.push(refreshActorJob(memberUri, { maxAgeMs: 0, notBefore: shortly }));
  } else if (listed) {
    const unknown = await unknownMembers(tx, actor, [memberUri]);
    jobs.push(...unknown.map((uri) => refreshActorJob(uri)));
  }
  return 'taken';
}

async function ownGroup({ tx, activity }: Received) {
  const uri = idOf(activity.json.object);
  const [group] = await localActorsByUri(tx, uri === undefined ? [] : [uri]);
  return group !== undefined && takesMembers(group) ? group : undefined;
}

/** By the sender's clock, and never later than ours. */
function saidAt({ federation, activity }: Received): Date {
  const now = federation.domain.clock.now();
  const said = date(activity.json.published);
  return said !== undefined && said < now ? said : now;
}
