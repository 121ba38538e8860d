import type { KeyObject } from 'node:crypto';
import { verifyRequestDetailed } from '@fedify/fedify/sig';
import { CryptographicKey } from '@fedify/vocab';
import type { Addresses } from '../../domain/addresses.ts';
import type { Federation } from '../federation.ts';
import type { SignatureClaim, SignedRequest } from './signature-policy.ts';

/** Whether this key of `owner` signed a request that has passed the policy, of whatever kind. @throws what Fedify throws */
export async function holdsByFedify(
  request: SignedRequest,
  { spec, keyId }: SignatureClaim,
  { key, owner }: { readonly key: KeyObject; readonly owner: URL },
  { origin, host }: Pick<Addresses, 'origin' | 'host'>,
  contextLoader: Federation['contextLoader'],
): Promise<boolean> {
  const headers = new Headers([...request.headers].flatMap(([name, [value = '']]) => [[name, value]]));
  headers.set('host', host);
  const algorithm =
    key.asymmetricKeyType === 'ed25519' ? 'Ed25519' : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const publicKey = key.toCryptoKey(algorithm, true, ['verify']);
  const known = new CryptographicKey({ id: keyId, owner, publicKey });
  const result = await verifyRequestDetailed(
    new Request(origin + request.target, {
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
      contextLoader,
    },
  );
  return result.verified;
}
