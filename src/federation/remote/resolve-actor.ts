import type { Actor } from '../../domain/actors/actor.table.ts';
import { actorByUri } from '../../domain/actors/actor-reads.ts';
import { forgetActor } from '../../domain/actors/forget-actor.ts';
import { UserError } from '../../platform/errors.ts';
import type { Federation } from '../federation.ts';
import { canonicalise } from '../json/canonical.ts';
import type { JsonObject } from '../json/context.ts';
import { httpUri, sameOrigin } from '../json/read.ts';
import { type RemoteKey, remoteKey } from '../keys/remote-keys.ts';
import { FetchError, fetchDocument, fetchIfChanged } from './fetch-document.ts';
import { joined } from './remote-memory.ts';
import { saveActor } from './save-actor.ts';

const DAY_MS = 24 * 60 * 60_000;

/**
 * The actor at an address: ours, one that was fetched at most `maxAgeMs` ago (a day), or fetched now.
 * While its server is silent, what we know of it still counts. Undefined for what is no actor.
 */
export async function resolveActor(
  federation: Federation,
  uri: string,
  { maxAgeMs = DAY_MS }: { readonly maxAgeMs?: number } = {},
): Promise<Actor | undefined> {
  const known = await actorByUri(federation.domain.db, uri);
  if (known !== undefined && isFresh(federation, known, maxAgeMs)) return known;
  if (uri.startsWith(`${federation.domain.addresses.origin}/`)) return known;
  return fetchActor(federation, uri, known);
}

/**
 * The key at an address and the actor that lists it. A key that names an owner which does not list it is nobody's.
 * Undefined where there is no such key.
 */
export async function resolveKey(federation: Federation, keyUri: string): Promise<RemoteKey | undefined> {
  const { db, addresses } = federation.domain;
  if (keyUri.startsWith(`${addresses.origin}/`)) return undefined;
  const stored = await remoteKey(db, keyUri);
  if (stored !== undefined) {
    if (isFresh(federation, stored.actor, DAY_MS)) return stored;
    await fetchActor(federation, stored.actor.uri, stored.actor);
    return remoteKey(db, keyUri);
  }
  return joined(federation, `key ${keyUri}`, async () => {
    await fetchOwner(federation, keyUri);
    return remoteKey(db, keyUri);
  });
}

export function isFresh(federation: Federation, actor: Actor, maxAgeMs: number): boolean {
  if (actor.host === null) return true;
  const fetchedAt = actor.fetchedAt?.getTime() ?? 0;
  return federation.domain.clock.now().getTime() - fetchedAt < maxAgeMs;
}

/** Takes in the actor that a key's document is, or names as its owner; it has to list the key for that to mean anything. */
async function fetchOwner(federation: Federation, keyUri: string): Promise<void> {
  const address = keyUri.split('#')[0] ?? keyUri;
  const document = await canonicalDocument(federation, address).catch(ignoreFetchError);
  if (document === undefined) return;
  const { json } = document;
  if (json.inbox !== undefined) {
    await saveFetched(federation, document).catch(ignoreFetchError);
    return;
  }
  const named = json.owner ?? json.controller;
  const owner = httpUri(named, { allowHttp: federation.allowPrivateAddresses });
  if (owner !== undefined && sameOrigin(owner, keyUri))
    await resolveActor(federation, owner, { maxAgeMs: 0 });
}

function fetchActor(
  federation: Federation,
  uri: string,
  known: Actor | undefined,
): Promise<Actor | undefined> {
  const { db } = federation.domain;
  return joined(federation, `actor ${uri}`, async () => {
    try {
      const document = await canonicalDocument(federation, uri);
      if (document.json.id !== uri) throw new FetchError('refused', `${uri} leads to somebody else`);
      return await saveFetched(federation, document);
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      federation.logger.info(
        { actor: uri, failure: error.failure, detail: error.message },
        'actor not fetched',
      );
      if (error.failure !== 'gone' || known === undefined) return known;
      await db.transaction((tx) => forgetActor(tx, federation.domain, known));
      return undefined;
    }
  });
}

/** @throws {FetchError} */
async function saveFetched(federation: Federation, { json }: CanonicalDocument): Promise<Actor> {
  try {
    return await federation.domain.db.transaction((tx) => saveActor(tx, federation, json));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new FetchError('refused', `${json.id} is no actor`, { cause: error });
  }
}

export interface CanonicalDocument {
  readonly json: JsonObject;
  readonly received: JsonObject;
}

/** A fetched document in canonical form, and as it came. @throws {FetchError} */
export async function canonicalDocument(federation: Federation, uri: string): Promise<CanonicalDocument> {
  return inCanonicalForm(federation, uri, await fetchDocument(federation, uri));
}

/** The same with its mark, unless it still bears the one that is known: then undefined. @throws {FetchError} */
export async function canonicalIfChanged(
  federation: Federation,
  uri: string,
  etag: string | undefined,
): Promise<(CanonicalDocument & { readonly etag: string | undefined }) | undefined> {
  const changed = await fetchIfChanged(federation, uri, etag);
  if (changed === undefined) return undefined;
  return { ...(await inCanonicalForm(federation, uri, changed.json)), etag: changed.etag };
}

async function inCanonicalForm(
  federation: Federation,
  uri: string,
  received: JsonObject,
): Promise<CanonicalDocument> {
  try {
    return { json: await canonicalise(received, federation.contextLoader), received };
  } catch (error) {
    throw new FetchError('refused', `${uri} is not read as JSON-LD`, { cause: error });
  }
}

function ignoreFetchError(error: unknown): undefined {
  if (!(error instanceof FetchError)) throw error;
}
