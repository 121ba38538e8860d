import type { PactFactKind } from '../../domain/pacts/pact.ts';
import { receivePact, receivePactFact } from '../../domain/pacts/receive-pact.ts';
import { readRemark } from '../json/agreement-from-json.ts';
import { isObject, type JsonObject, type JsonValue } from '../json/context.ts';
import { isPact, readPact } from '../json/pact-from-json.ts';
import { httpUri, idOf, sameOrigin, text, typesOf } from '../json/read.ts';
import type { Listener, Received } from './listener.ts';
import { Refusal } from './refusal.ts';

const MAX_SIGNATURE = 16_384;
const DIGEST = /^[0-9a-f]{64}$/;

/** Somebody draws up a pact with some of ours, or another version of one: as its drafter, and nobody else. */
export const pactOffer: Listener = async ({ federation, tx, activity, actor }) => {
  const { object } = activity.json;
  if (!isPact(object)) return 'ignored';
  const pact = readPact(object, { allowHttp: federation.allowPrivateAddresses });
  if (pact.drafter !== actor.uri || !sameOrigin(pact.uri, actor.uri)) {
    throw new Refusal(403, 'activity-foreign', 'pact');
  }
  return receivePact(tx, federation.domain, actor, pact);
};

export const pactSignature: Listener = (received) => fact(received, 'signed', received.activity.json.object);
export const pactRefusal: Listener = (received) => fact(received, 'refused', received.activity.json.object);
export const pactLeave: Listener = async (received) => {
  const { object } = received.activity.json;
  // Nobody takes back another's signature.
  const by = isObject(object) ? idOf(object.actor) : undefined;
  if (by !== undefined && by !== received.actor.uri) return 'ignored';
  return fact(received, 'left', signatureOf(object));
};

async function fact(
  { federation, tx, activity, actor }: Received,
  kind: PactFactKind,
  pact: JsonValue | undefined,
): Promise<'taken' | 'ignored'> {
  if (!isPact(pact)) return 'ignored';
  const uri = httpUri(pact, { allowHttp: federation.allowPrivateAddresses });
  const digest = text(pact.pactDigest) ?? '';
  if (uri === undefined || (kind !== 'left' && !DIGEST.test(digest))) {
    throw new Refusal(400, 'activity-invalid', 'no version of a pact');
  }
  return receivePactFact(tx, federation.domain, uri, {
    actor,
    fact: kind,
    digest,
    note: readRemark(activity.json),
    activity: isShort(activity.received) ? activity.received : undefined,
  });
}

/** A signature is shown with the pact, as it came: with no more than it takes to say it. */
function isShort(received: JsonObject): boolean {
  return JSON.stringify(received).length <= MAX_SIGNATURE;
}

/** The pact whose signature an object is, if it is one. */
function signatureOf(value: JsonValue | undefined): JsonValue | undefined {
  if (!isObject(value) || !typesOf(value).includes('Accept') || !isPact(value.object)) return undefined;
  return idOf(value.object) === undefined ? undefined : value.object;
}
