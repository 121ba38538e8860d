import { createPublicKey, type KeyObject } from 'node:crypto';
import { UserError } from '../../platform/errors.ts';
import type { ActorKey } from './actor-to-json.ts';
import type { JsonObject } from './context.ts';
import { keyOfMultibase } from './multikey.ts';
import { httpUri, idOf, objectsOf, sameOrigin, text } from './read.ts';

const MAX_KEYS = 5;
const MAX_PEM = 4096;
/** Shorter ones are broken; longer ones cost more to check than a request is worth. */
const RSA_BITS = { min: 2048, max: 8192 };

/**
 * The keys that an actor declares to be its own: `publicKey`, and the Multikeys of `assertionMethod` (FEP-521a).
 * @throws {UserError} `invalid` (`actor_invalid`) where `publicKey` belongs to somebody else or is broken.
 */
export function readKeys(
  json: JsonObject,
  uri: string,
  options: { readonly allowHttp: boolean },
): ActorKey[] {
  const keys = new Map<string, ActorKey>();
  for (const key of objectsOf(json.publicKey, MAX_KEYS)) {
    const id = httpUri(key.id, { ...options, fragment: true });
    const pem = text(key.publicKeyPem) ?? '';
    const algorithm = algorithmOf(pem);
    if (id === undefined || !sameOrigin(id, uri) || idOf(key.owner) !== uri || algorithm === undefined) {
      throw new UserError('invalid', 'actor_invalid', { field: 'publicKey' }, 'publicKey');
    }
    keys.set(id, { uri: id, ...algorithm });
  }
  for (const key of objectsOf(json.assertionMethod, MAX_KEYS)) {
    const id = httpUri(key.id, { ...options, fragment: true });
    const publicKey = keyOfMultibase(text(key.publicKeyMultibase) ?? '');
    // Entries that conform to something else (other kinds of key, DIDs) are not an error.
    if (id === undefined || !sameOrigin(id, uri) || idOf(key.controller) !== uri || !publicKey) continue;
    if (!keys.has(id)) keys.set(id, { uri: id, algorithm: 'ed25519', publicKeyPem: spki(publicKey) });
  }
  return [...keys.values()];
}

function algorithmOf(pem: string): Pick<ActorKey, 'algorithm' | 'publicKeyPem'> | undefined {
  if (pem.length > MAX_PEM || !/^\s*-----BEGIN (?:RSA )?PUBLIC KEY-----/.test(pem)) return undefined;
  try {
    const key = createPublicKey(pem);
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    if (key.asymmetricKeyType === 'ed25519') return { algorithm: 'ed25519', publicKeyPem: spki(key) };
    if (key.asymmetricKeyType !== 'rsa' || bits < RSA_BITS.min || bits > RSA_BITS.max) return undefined;
    return { algorithm: 'rsa', publicKeyPem: spki(key) };
  } catch {
    return undefined;
  }
}

function spki(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}
