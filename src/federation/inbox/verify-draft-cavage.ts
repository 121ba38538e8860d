import { createHash, type KeyObject, timingSafeEqual, verify } from 'node:crypto';
import type { Addresses } from '../../domain/addresses.ts';
import type { DraftCavageClaim, SignedRequest } from './signature-policy.ts';

const SHA256_DIGEST = /^sha-256=([A-Za-z0-9+/]{43}=)$/i;

/**
 * Whether this key signed a request of the most common kind, which has passed the policy: RSA with SHA-256 by
 * draft-cavage-http-signatures-12, over one SHA-256 digest. Undefined for a request of any other kind.
 */
export function holdsByRsaSha256(
  { method, target, headers, body }: SignedRequest,
  { covered, parameters }: DraftCavageClaim,
  key: KeyObject,
  { origin, host }: Pick<Addresses, 'origin' | 'host'>,
): boolean | undefined {
  const digest = SHA256_DIGEST.exec(headers.get('digest')?.[0] ?? '')?.[1];
  const signature = Buffer.from(parameters.signature ?? '', 'base64');
  const plain =
    key.asymmetricKeyType === 'rsa' &&
    digest !== undefined &&
    signature.toString('base64') === parameters.signature &&
    URL.parse(origin + target)?.pathname === target;
  if (!plain) return undefined;
  if (!timingSafeEqual(createHash('sha256').update(body).digest(), Buffer.from(digest, 'base64')))
    return false;
  const lines = covered.map((name) => {
    if (name === '(request-target)') return `${name}: ${method.toLowerCase()} ${target}`;
    if (name === '(created)' || name === '(expires)') return `${name}: ${parameters[name.slice(1, -1)]}`;
    return `${name}: ${name === 'host' ? host : headers.get(name)?.[0]}`;
  });
  return verify('sha256', Buffer.from(lines.join('\n')), key, signature);
}
