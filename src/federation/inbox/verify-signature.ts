import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Actor } from '../../domain/actors/actor.table.ts';
import type { Federation } from '../federation.ts';
import type { RemoteKey } from '../keys/remote-keys.ts';
import { remoteMemory } from '../remote/remote-memory.ts';
import { isFresh, resolveActor, resolveKey } from '../remote/resolve-actor.ts';
import { Refusal } from './refusal.ts';
import type { SignatureClaim, SignedRequest } from './signature-policy.ts';
import { holdsByRsaSha256 } from './verify-draft-cavage.ts';
import { holdsByFedify } from './verify-with-fedify.ts';

/** A key that fails is looked up anew unless its actor was fetched this recently. */
const REFRESH_AFTER_MS = 5 * 60_000;

/**
 * Who signed the request, given what its signature claims to be ({@link checkSignaturePolicy}).
 * @throws {Refusal} 401
 */
export async function verifySignature(
  federation: Federation,
  request: SignedRequest,
  claim: SignatureClaim,
): Promise<Actor> {
  const key = await resolveKey(federation, claim.keyId.href);
  if (key === undefined) throw new Refusal(401, 'key-unknown', claim.keyId.href);
  if (await holds(federation, request, claim, key)) return present(key.actor);
  if (isFresh(federation, key.actor, REFRESH_AFTER_MS)) throw new Refusal(401, 'signature-wrong');
  await resolveActor(federation, key.actor.uri, { maxAgeMs: 0 });
  const renewed = await resolveKey(federation, claim.keyId.href);
  if (renewed === undefined || renewed.publicKeyPem === key.publicKeyPem)
    throw new Refusal(401, 'signature-wrong');
  if (await holds(federation, request, claim, renewed)) return present(renewed.actor);
  throw new Refusal(401, 'signature-wrong');
}

function present(actor: Actor): Actor {
  if (actor.deletedAt !== null || actor.suspendedAt !== null) throw new Refusal(401, 'signer-gone');
  return actor;
}

async function holds(
  federation: Federation,
  request: SignedRequest,
  claim: SignatureClaim,
  { publicKeyPem, actor }: RemoteKey,
): Promise<boolean> {
  const { addresses } = federation.domain;
  try {
    const key = importedKey(federation, publicKeyPem);
    const held = claim.spec === 'rfc9421' ? undefined : holdsByRsaSha256(request, claim, key, addresses);
    if (held !== undefined) return held;
    const owned = { key, owner: new URL(actor.uri) };
    return await holdsByFedify(request, claim, owned, addresses, federation.contextLoader);
  } catch (error) {
    // What Fedify cannot read at all (a key of another kind, say) does not hold.
    federation.logger.debug({ err: error, key: claim.keyId.href }, 'a signature could not be verified');
    return false;
  }
}

/** The key ready for use; importing it costs more than verifying with it. */
function importedKey(federation: Federation, pem: string): KeyObject {
  const { importedKeys } = remoteMemory(federation);
  const known = importedKeys.get(pem);
  if (known !== undefined) return known;
  const key = createPublicKey(pem);
  importedKeys.set(pem, key);
  return key;
}
