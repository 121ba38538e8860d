import { inArray, lt } from 'drizzle-orm';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { actorByUri } from '../../domain/actors/actor-reads.ts';
import type { Domain, Queryable } from '../../domain/domain.ts';
import { blockedAmong } from '../../domain/moderation/blocked-hosts.ts';
import { enqueue, type NewMessage } from '../../platform/queue/queue.ts';
import type { Federation } from '../federation.ts';
import { isObject, type JsonObject } from '../json/context.ts';
import { sameOrigin } from '../json/read.ts';
import { remoteKey } from '../keys/remote-keys.ts';
import { resolveKey } from '../remote/resolve-actor.ts';
import { type Activity, isOwnDelete, plainId, readActivity } from './activity.ts';
import { isForwardable, takeForwarded } from './forwarded.ts';
import { listeners } from './listeners.ts';
import { noteDelivery } from './note-delivery.ts';
import { type ProvenActivity, provenActivity } from './proven-activity.ts';
import { readJsonObject } from './read-body.ts';
import { receivedActivities } from './received-activity.table.ts';
import { Refusal } from './refusal.ts';
import { checkSignaturePolicy, type SignatureClaim, type SignedRequest } from './signature-policy.ts';
import { verifySignature } from './verify-signature.ts';

/** Longer than any sender keeps trying. */
const REMEMBERED_DAYS = 60;

/** What became of an activity that was not refused. */
export type Outcome = 'taken' | 'ignored' | 'duplicate';

/**
 * Takes in what was posted to an inbox: body, signature, meaning, and then, in one transaction, the activity's id
 * and its effect. Whatever is not refused may be answered with 202.
 * @throws {Refusal} 400, 401, 403 or 413
 */
export async function receiveActivity(federation: Federation, request: SignedRequest): Promise<Outcome> {
  const document = readJsonObject(request.body);
  const claim = checkSignaturePolicy(request.headers, federation.domain.clock.now());
  if (isOwnDelete(document) && (await isNobody(federation, document))) return 'ignored';
  await requireHeard(federation, document, claim);
  const signer = await verifySignature(federation, request, claim);
  const activity = await readActivity(federation, document);
  const outcome = await believe(federation, document, activity, signer);
  await noteDelivery(federation, signer, activity);
  federation.metrics.received.inc({ type: activity.type in listeners ? activity.type : 'other', outcome });
  federation.logger.debug({ activity: activity.id, type: activity.type, outcome }, 'activity received');
  return outcome;
}

/** Whether the actor is one that we do not know, or not any more: its end changes nothing, and no key is fetched for it. */
async function isNobody(federation: Federation, document: JsonObject): Promise<boolean> {
  const actor = await actorByUri(federation.domain.db, plainId(document.actor) ?? '');
  return actor === undefined || actor.deletedAt !== null;
}

/** Refuses, before any key is fetched, blocked hosts and keys that cannot be the actor's. */
async function requireHeard(
  federation: Federation,
  document: JsonObject,
  claim: SignatureClaim,
): Promise<void> {
  const actor = plainId(document.actor);
  const hosts = [claim.keyId.host, URL.parse(actor ?? '')?.host ?? ''];
  if ((await blockedAmong(federation.domain.db, hosts)).size > 0) throw new Refusal(403, 'host-blocked');
  const foreign = actor !== undefined && !sameOrigin(actor, claim.keyId.href);
  if (foreign && document.proof === undefined && !isForwardable(document)) {
    throw new Refusal(401, 'key-foreign');
  }
}

/** Takes in the signer's own word, or somebody else's with a proof; of what is passed on without one, what its origin says. */
async function believe(
  federation: Federation,
  document: JsonObject,
  activity: Activity,
  signer: Actor,
): Promise<Outcome> {
  const proven =
    activity.actor === signer.uri
      ? { activity, actor: signer }
      : await provenActivity(federation, document, async (uri) =>
          sameOrigin(uri, activity.actor) ? resolveKey(federation, uri) : undefined,
        );
  if (proven !== undefined) {
    const embedded = await embeddedActivity(federation, document, activity);
    return apply(federation, proven.activity, proven.actor, embedded);
  }
  if (!isForwardable(document)) throw new Refusal(401, 'not-the-actor');
  await takeForwarded(federation, activity, signer);
  return 'taken';
}

/** The activity inside an Announce (FEP-1b12), where a key that we have proves it. */
export async function embeddedActivity(
  federation: Federation,
  document: JsonObject,
  { type }: Activity,
): Promise<ProvenActivity | undefined> {
  const { object } = document;
  if (type !== 'Announce' || !isObject(object) || object.proof === undefined) return undefined;
  return provenActivity(federation, object, (uri) => remoteKey(federation.domain.db, uri));
}

/** In one transaction, the activity's id and its effect; `duplicate` where it came before. */
export async function apply(
  federation: Federation,
  activity: Activity,
  actor: Actor,
  embedded: ProvenActivity | undefined,
): Promise<Outcome> {
  const { db, clock } = federation.domain;
  const listener = Object.hasOwn(listeners, activity.type) ? listeners[activity.type] : undefined;
  if (listener === undefined) return 'ignored';
  return db.transaction(async (tx) => {
    const first = await tx
      .insert(receivedActivities)
      .values({ uri: activity.id, receivedAt: clock.now() })
      .onConflictDoNothing()
      .returning({ uri: receivedActivities.uri })
      .prepare('receive_activity')
      .execute();
    if (first.length === 0) return 'duplicate';
    const jobs: NewMessage[] = [];
    const effect = await listener({ federation, tx, activity, actor, embedded, jobs });
    await enqueue(tx, clock, jobs);
    return effect;
  });
}

/** Those of some activities that were never taken in. */
export async function neverReceived(db: Queryable, uris: readonly string[]): Promise<string[]> {
  if (uris.length === 0) return [];
  const rows = await db
    .select({ uri: receivedActivities.uri })
    .from(receivedActivities)
    .where(inArray(receivedActivities.uri, [...uris]));
  const known = new Set(rows.map(({ uri }) => uri));
  return uris.filter((uri) => !known.has(uri));
}

/** Forgets the ids of what came so long ago that nobody sends it any more. */
export async function sweepReceivedActivities(domain: Domain): Promise<void> {
  const limit = new Date(domain.clock.now().getTime() - REMEMBERED_DAYS * 86_400_000);
  await domain.db.delete(receivedActivities).where(lt(receivedActivities.receivedAt, limit));
}
