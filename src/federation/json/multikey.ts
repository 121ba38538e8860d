import { createPublicKey, type KeyObject } from 'node:crypto';
import { decodeMultibase, encodeMultibase } from '@fedify/vocab-runtime';

/** Multicodec's prefix of an Ed25519 public key. */
const ED25519_PREFIX = Buffer.from([0xed, 0x01]);
const KEY_LENGTH = 32;
/** Base 58 is decoded in quadratic time: nothing longer is a key or a signature. */
const MAX_LENGTH = 128;

/** The bytes of a base58btc multibase string; undefined for anything else. */
export function decodeBase58(text: string): Buffer | undefined {
  if (!text.startsWith('z') || text.length > MAX_LENGTH) return undefined;
  try {
    return Buffer.from(decodeMultibase(text));
  } catch {
    return undefined;
  }
}

export function encodeBase58(bytes: Uint8Array): string {
  return Buffer.from(encodeMultibase('base58btc', bytes)).toString('latin1');
}

/** An Ed25519 public key (SPKI, PEM) as a Multikey's `publicKeyMultibase` (FEP-521a). */
export function multibaseOfKey(publicKeyPem: string): string {
  const { x } = createPublicKey(publicKeyPem).export({ format: 'jwk' });
  if (x === undefined) throw new TypeError('not an Ed25519 key');
  return encodeBase58(Buffer.concat([ED25519_PREFIX, Buffer.from(x, 'base64url')]));
}

/** The Ed25519 key of a Multikey; undefined for other kinds of key. */
export function keyOfMultibase(multibase: string): KeyObject | undefined {
  const bytes = decodeBase58(multibase);
  if (bytes?.length !== KEY_LENGTH + ED25519_PREFIX.length) return undefined;
  if (!bytes.subarray(0, ED25519_PREFIX.length).equals(ED25519_PREFIX)) return undefined;
  const x = bytes.subarray(ED25519_PREFIX.length).toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}
