import { verifyRequestDetailed } from '@fedify/fedify/sig';
import { CryptographicKey } from '@fedify/vocab';
import { importSpki } from '@fedify/vocab-runtime';
import type { Actor } from '../../domain/actors/actor.table.ts';
import type { Federation } from '../federation.ts';
import type { RemoteKey } from '../keys/remote-keys.ts';
import { remoteMemory } from '../remote/remote-memory.ts';
import { isFresh, resolveActor, resolveKey } from '../remote/resolve-actor.ts';
import type { HeaderLines } from './header-lines.ts';
import { Refusal } from './refusal.ts';
import type { SignatureClaim } from './signature-policy.ts';

/** A request as it came: what a signature covers. */
export interface SignedRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query, as the sender wrote them. */
  readonly target: string;
  readonly headers: HeaderLines;
  /** Nothing, of a GET. */
  readonly body: Buffer;
}

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
  { spec, keyId }: SignatureClaim,
  key: RemoteKey,
): Promise<boolean> {
  const { addresses } = federation.domain;
  const headers = new Headers([...request.headers].flatMap(([name, [value = '']]) => [[name, value]]));
  headers.set('host', addresses.host);
  try {
    const publicKey = await importedKey(federation, key.publicKeyPem);
    const known = new CryptographicKey({ id: keyId, owner: new URL(key.actor.uri), publicKey });
    const result = await verifyRequestDetailed(
      new Request(addresses.origin + request.target, {
        method: request.method,
        headers,
        ...(request.method === 'POST' && { body: new Uint8Array(request.body) }),
      }),
      {
        spec,
        // The policy has judged the time already, by the node's own clock.
        timeWindow: false,
        keyCache: { get: async () => known, set: async () => {} },
        documentLoader: async (url) => {
          throw new Error(`not fetched while verifying: ${url}`);
        },
        contextLoader: federation.contextLoader,
      },
    );
    return result.verified;
  } catch (error) {
    // What Fedify cannot read at all (a key of another kind, say) does not hold.
    federation.logger.debug({ err: error, key: keyId.href }, 'a signature could not be verified');
    return false;
  }
}

/** The key ready for use; importing it costs more than verifying with it. */
async function importedKey(federation: Federation, pem: string) {
  const { importedKeys } = remoteMemory(federation);
  const known = importedKeys.get(pem);
  if (known !== undefined) return known;
  const key = await importSpki(pem);
  importedKeys.set(pem, key);
  return key;
}
