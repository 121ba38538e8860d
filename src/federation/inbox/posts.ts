import { createPublicKey } from 'node:crypto';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { actorByUri, actorsByUri, localActorsByUri } from '../../domain/actors/actor-reads.ts';
import { forgetActor } from '../../domain/actors/forget-actor.ts';
import type { Queryable } from '../../domain/domain.ts';
import { wantsFlowsOf } from '../../domain/flows/flow-reads.ts';
import { isFollowedHere } from '../../domain/follows/follow-reads.ts';
import { nodeActors } from '../../domain/node/node-reads.ts';
import { postByUri } from '../../domain/posts/post-reads.ts';
import { type IncomingPost, receivePost, receiveWithdrawal } from '../../domain/posts/receive-post.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import type { Federation } from '../federation.ts';
import { fetchPostJob, readFlowsJob } from '../jobs/jobs.ts';
import { isObject, type JsonObject } from '../json/context.ts';
import { readPost } from '../json/post-from-json.ts';
import { mentionsOf } from '../json/post-parts-from-json.ts';
import { verifyProof } from '../json/proof.ts';
import { date, httpUri, idOf, idsOf, sameOrigin, typesOf } from '../json/read.ts';
import { listedKey } from '../keys/remote-keys.ts';
import { saveActor } from '../remote/save-actor.ts';
import type { Listener, Received } from './listener.ts';
import { Refusal } from './refusal.ts';

const MAX_RECIPIENTS = 100;

export const create: Listener = async (received) => {
  const { federation, tx, activity, actor, jobs } = received;
  const { object } = activity.json;
  if (isObject(object)) {
    if (isSentForGroup(received, object)) return askFor(received, object);
    requireAuthor(received, object);
    return (await isWanted(received, object)) ? takeIn(received, object) : 'ignored';
  }
  const uri = httpUri(object, { allowHttp: federation.allowPrivateAddresses });
  if (uri === undefined || !sameOrigin(uri, actor.uri)) throw foreign('object');
  if (!(await isFollowedHere(tx, actor.id))) return 'ignored';
  jobs.push(fetchPostJob({ uri }));
  return 'taken';
};

/** In Mobilizon the person who organises an event of a group sends it, and the event names both. */
function isSentForGroup({ actor }: Received, object: JsonObject): boolean {
  const author = idOf(object.attributedTo);
  const isOrganisers = typesOf(object).includes('Event') && idOf(object.actor) === actor.uri;
  return isOrganisers && author !== undefined && author !== actor.uri && sameOrigin(author, actor.uri);
}

/** What the group itself says is asked of its server. */
async function askFor(received: Received, object: JsonObject): Promise<'taken' | 'ignored'> {
  const { federation, actor, jobs } = received;
  const uri = httpUri(object.id, { allowHttp: federation.allowPrivateAddresses });
  if (uri === undefined || !sameOrigin(uri, actor.uri)) throw foreign('object');
  if (!(await isWanted(received, object))) return 'ignored';
  jobs.push(fetchPostJob({ uri }));
  return 'taken';
}

/** A newer version of a post, or of the actor itself. */
export const update: Listener = async (received) => {
  const { object } = received.activity.json;
  if (!isObject(object) || object.id !== received.actor.uri) return create(received);
  const actor = await saveActor(received.tx, received.federation, object);
  if (actor.flows !== null && (await wantsFlowsOf(received.tx, actor))) {
    received.jobs.push(readFlowsJob(actor.id, actor.flows));
  }
  return 'taken';
};

export const remove: Listener = async ({ federation, tx, activity, actor }) => {
  const uri = idOf(activity.json.object);
  if (uri === undefined) throw new Refusal(400, 'activity-invalid', 'object has no id');
  if (uri === actor.uri) {
    await forgetActor(tx, federation.domain, actor);
    return 'taken';
  }
  if (!sameOrigin(uri, actor.uri)) throw foreign('object');
  if ((await actorByUri(tx, uri)) !== undefined) throw foreign('actor');
  await receiveWithdrawal(tx, federation.domain, actor, uri, deletionTime(federation, activity.json.object));
  return 'taken';
};

/** When its author took a post back, as the author says; never later than now. */
export function deletionTime({ domain: { clock } }: Federation, object: JsonObject[string]): Date {
  const now = clock.now();
  const told = isObject(object) ? date(object.deleted) : undefined;
  return told !== undefined && told < now ? told : now;
}

/** Takes in a post that its author sent, embedded in an activity of the author's own. */
async function takeIn(
  { federation, tx, activity, actor }: Received,
  object: JsonObject,
): Promise<'taken' | 'ignored'> {
  const incoming = await readPostOf(tx, federation, actor, object, activity.received.object);
  if (incoming === undefined) return 'ignored';
  // What is for the members of districts speaks to none of them.
  const speaksToOne = incoming.visibility !== 'scoped';
  const recipientId = speaksToOne ? await recipientOf(tx, incoming, [object.to, object.cc]) : null;
  const mentionIds = await mentionedBy(tx, federation, object, incoming);
  const audience = await audienceOf(tx, actor, object);
  const updatedAt = incoming.updatedAt ?? timeOfUpdate(federation, activity, incoming);
  await receivePost(tx, federation.domain, actor, audience, {
    ...incoming,
    recipientId,
    mentionIds,
    updatedAt,
  });
  return 'taken';
}

/** Some calendars do not write on a changed event when it changed: the Update itself is the newest word. */
function timeOfUpdate(
  { domain: { clock } }: Federation,
  { type, json }: Received['activity'],
  { event }: IncomingPost,
): Date | null {
  if (type !== 'Update' || event === undefined) return null;
  const told = date(json.published);
  return told !== undefined && told < clock.now() ? told : clock.now();
}

/** @throws {Refusal} 400, or 403 for an object of another origin or another author */
function requireAuthor({ federation, actor }: Received, object: JsonObject): void {
  const uri = httpUri(object.id, { allowHttp: federation.allowPrivateAddresses });
  const authors = idsOf(object.attributedTo, 2);
  if (uri === undefined) throw new Refusal(400, 'activity-invalid', 'object has no id');
  if (!sameOrigin(uri, actor.uri)) throw foreign('object');
  if (authors.length !== 1 || authors[0] !== actor.uri) throw foreign('author');
}

/**
 * The post of this author in an object; undefined for what is no post. `received` is the object as it came.
 * @throws {UserError} `invalid`, also for somebody else's
 */
export async function readPostOf(
  db: Queryable,
  federation: Federation,
  author: Actor,
  object: JsonObject,
  received: unknown,
): Promise<IncomingPost | undefined> {
  const { domain, allowPrivateAddresses: allowHttp } = federation;
  // Few posts say that ours may find them: the question is asked for those alone.
  const mayFind = idsOf(object.searchableBy, MAX_RECIPIENTS);
  const namesOurs = mayFind.some((uri) => uri.startsWith(`${domain.addresses.origin}/`));
  const searchers = namesOurs ? [(await nodeActors(db)).group.uri] : [];
  const whole = isObject(received) ? received : object;
  const post = readPost(object, { author, searchers, allowHttp, now: domain.clock.now(), received: whole });
  if (post?.attestation === undefined) return post;
  // Whoever nobody here follows attests nothing to us.
  if (!(await isFollowedHere(db, author.id)))
    return { ...post, kind: 'announcement', attestation: undefined };
  await requireSigned(db, domain.clock.now(), author, whole);
  return post;
}

/** @throws {UserError} `invalid` unless the object as it came has a proof by a key of its author's (FEP-8b32) */
async function requireSigned(db: Queryable, now: Date, author: Actor, object: JsonObject): Promise<void> {
  const signedBy = await verifyProof(object, {
    now,
    publicKeyOf: async (uri) => {
      const key = await listedKey(db, author, uri);
      return key?.algorithm === 'ed25519' ? createPublicKey(key.publicKeyPem) : undefined;
    },
  });
  if (signedBy === undefined) throw new UserError('invalid', 'attestation_unproven');
}

/** Which one of ours a post speaks to: whose post it replies to, or the first that it names. */
async function recipientOf(
  tx: Received['tx'],
  { inReplyTo }: IncomingPost,
  addressees: readonly JsonObject[string][],
): Promise<Id | null> {
  const repliedTo = inReplyTo === null ? undefined : await postByUri(tx, inReplyTo);
  if (repliedTo !== undefined && repliedTo.received === null) return repliedTo.actorId;
  const named = addressees.flatMap((one) => idsOf(one, MAX_RECIPIENTS));
  const ours = await localActorsByUri(tx, named);
  const first = named.find((uri) => ours.some((actor) => actor.uri === uri));
  return ours.find((actor) => actor.uri === first)?.id ?? null;
}

/** Whom a post names, of those that we know; of a private one also those of ours whom it is for. */
export async function mentionedBy(
  db: Queryable,
  { allowPrivateAddresses: allowHttp }: Federation,
  object: JsonObject,
  { visibility }: Pick<IncomingPost, 'visibility'>,
): Promise<Id[]> {
  const named = await actorsByUri(db, mentionsOf(object, { allowHttp }));
  const isPrivate = visibility === 'direct' || visibility === 'followers';
  const addressed = isPrivate ? [object.to, object.cc].flatMap((one) => idsOf(one, MAX_RECIPIENTS)) : [];
  const ours = await localActorsByUri(db, addressed);
  return [...new Set([...named, ...ours].map(({ id }) => id))];
}

/** The group that the author belongs to and says it wrote to. */
export async function audienceOf(
  tx: Received['tx'],
  author: Actor,
  object: JsonObject,
): Promise<Actor | undefined> {
  const uri = idsOf(object.audience, MAX_RECIPIENTS).find((one) => author.memberOf.includes(one));
  return uri === undefined ? undefined : actorByUri(tx, uri);
}

/** Known already, by someone followed here, in reply to something of ours, or addressed to one of ours. */
async function isWanted({ federation, tx, activity, actor }: Received, object: JsonObject): Promise<boolean> {
  const repliedTo = idOf(object.inReplyTo);
  const { origin } = federation.domain.addresses;
  const { to, cc } = activity.json;
  const recipients = [object.to, object.cc, to, cc].flatMap((one) => idsOf(one, MAX_RECIPIENTS));
  return (
    (await isFollowedHere(tx, actor.id)) ||
    (await postByUri(tx, idOf(object) ?? '')) !== undefined ||
    (repliedTo?.startsWith(`${origin}/`) === true && (await postByUri(tx, repliedTo)) !== undefined) ||
    (
      await localActorsByUri(
        tx,
        recipients.filter((uri) => uri.startsWith(`${origin}/`)),
      )
    ).length > 0
  );
}

function foreign(what: string): Refusal {
  return new Refusal(403, 'activity-foreign', `${what} is somebody else's`);
}
