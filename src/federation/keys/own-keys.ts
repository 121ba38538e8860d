import { createPrivateKey, generateKeyPair, type KeyObject, webcrypto } from 'node:crypto';
import { promisify } from 'node:util';
import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import { actorById } from '../../domain/actors/actor-reads.ts';
import type { Id } from '../../platform/ids.ts';
import { open, seal } from '../../platform/secrets.ts';
import type { Federation } from '../federation.ts';
import { keys } from './key.table.ts';

/** A private key of one of our actors, ready for use. */
export interface OwnKey {
  readonly uri: string;
  readonly privateKey: KeyObject;
}

export interface PublicKey {
  readonly uri: string;
  readonly algorithm: 'rsa' | 'ed25519';
  readonly publicKeyPem: string;
}

type Algorithm = PublicKey['algorithm'];

const generate = promisify(generateKeyPair);
/** Unsealing costs more than signing: keep what was used last. */
const KEPT = 2000;
const unsealed = new WeakMap<Federation, Map<string, OwnKey>>();

/** The RSA-2048 key that signs an actor's requests: 2048, because signing with 4096 bits costs seven times as much. */
export function signingKeyOf(federation: Federation, actorId: Id): Promise<OwnKey> {
  return privateKeyOf(federation, actorId, 'rsa');
}

/** The Ed25519 key that signs an actor's activities themselves (FEP-8b32). */
export function proofKeyOf(federation: Federation, actorId: Id): Promise<OwnKey> {
  return privateKeyOf(federation, actorId, 'ed25519');
}

/** The public keys of actors of ours, made now for those that have none yet. */
export async function publicKeysOf(
  federation: Federation,
  actorIds: readonly Id[],
): Promise<Map<Id, PublicKey[]>> {
  const found = await storedPublicKeys(federation, actorIds);
  const missing = actorIds.filter((id) => !found.has(id));
  for (const id of missing) await createKeys(federation, id);
  if (missing.length === 0) return found;
  return new Map([...found, ...(await storedPublicKeys(federation, missing))]);
}

async function storedPublicKeys(
  federation: Federation,
  actorIds: readonly Id[],
): Promise<Map<Id, PublicKey[]>> {
  if (actorIds.length === 0) return new Map();
  const rows = await federation.domain.db
    .select()
    .from(keys)
    .where(and(inArray(keys.actorId, [...actorIds]), isNotNull(keys.privateKey)));
  const found = Map.groupBy(rows, (row) => row.actorId);
  return new Map(
    [...found].map(([id, own]) => [
      id,
      own
        .map(({ uri, algorithm, publicKey }) => ({ uri, algorithm, publicKeyPem: publicKey }))
        .sort((a, b) => b.algorithm.localeCompare(a.algorithm)),
    ]),
  );
}

async function privateKeyOf(federation: Federation, actorId: Id, algorithm: Algorithm): Promise<OwnKey> {
  let cache = unsealed.get(federation);
  if (cache === undefined) {
    cache = new Map();
    unsealed.set(federation, cache);
  }
  const name = `${actorId} ${algorithm}`;
  const known = cache.get(name);
  if (known !== undefined) return known;
  const key = (await unsealKey(federation, actorId, algorithm)) ?? (await createAndUnseal());
  if (cache.size >= KEPT) cache.delete(cache.keys().next().value ?? '');
  cache.set(name, key);
  return key;

  async function createAndUnseal(): Promise<OwnKey> {
    await createKeys(federation, actorId);
    const created = await unsealKey(federation, actorId, algorithm);
    if (created === undefined) throw new Error(`actor ${actorId} has no ${algorithm} key`);
    return created;
  }
}

async function unsealKey(
  federation: Federation,
  actorId: Id,
  algorithm: Algorithm,
): Promise<OwnKey | undefined> {
  const [row] = await federation.domain.db
    .select()
    .from(keys)
    .where(and(eq(keys.actorId, actorId), eq(keys.algorithm, algorithm), isNotNull(keys.privateKey)));
  if (row?.privateKey === undefined || row.privateKey === null) return undefined;
  const der = open(federation.secretKey, row.privateKey, `key:${row.uri}`);
  return { uri: row.uri, privateKey: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) };
}

/** Two processes may do this at the same moment: the first one's keys stay. */
async function createKeys(federation: Federation, actorId: Id): Promise<void> {
  const { domain, secretKey } = federation;
  const actor = await actorById(domain.db, actorId);
  if (actor === undefined || actor.host !== null) throw new Error(`actor ${actorId} is not ours`);
  const pairs = {
    rsa: await generate('rsa', { modulusLength: 2048 }),
    ed25519: await generate('ed25519', {}),
  };
  const createdAt = domain.clock.now();
  const rows = (['rsa', 'ed25519'] as const).map((algorithm) => {
    const uri = `${actor.uri}#${algorithm === 'rsa' ? 'main-key' : 'ed25519-key'}`;
    const { publicKey, privateKey } = pairs[algorithm];
    const der = privateKey.export({ format: 'der', type: 'pkcs8' });
    return {
      uri,
      actorId,
      algorithm,
      publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
      privateKey: seal(secretKey, der, `key:${uri}`),
      createdAt,
    };
  });
  await domain.db.insert(keys).values(rows).onConflictDoNothing();
}

/** The same key as WebCrypto wants it, for Fedify's functions. */
export async function toCryptoKey(key: OwnKey): Promise<webcrypto.CryptoKey> {
  const der = key.privateKey.export({ format: 'der', type: 'pkcs8' });
  return webcrypto.subtle.importKey('pkcs8', der, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, true, [
    'sign',
  ]);
}
