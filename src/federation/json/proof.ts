import { createHash, type KeyObject, sign, verify } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import canonicalize from 'canonicalize';
import { defined, isObject, type JsonObject } from './context.ts';
import { decodeBase58, encodeBase58 } from './multikey.ts';

/** How far another clock may be ahead of ours. */
const CLOCK_SKEW_MS = 60 * 60 * 1000;

/**
 * The document with an integrity proof of its author (FEP-8b32, cryptosuite `eddsa-jcs-2022`).
 * `privateKey` is Ed25519. The document must be final: any later change breaks the proof.
 */
export function signProof(
  document: JsonObject,
  key: { readonly keyUri: string; readonly privateKey: KeyObject; readonly created: Date },
): JsonObject {
  const config = defined({
    '@context': document['@context'],
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-jcs-2022',
    verificationMethod: key.keyUri,
    proofPurpose: 'assertionMethod',
    created: key.created.toISOString().replace(/\.\d{3}Z$/, 'Z'),
  });
  const signature = sign(null, hashOf(document, config), key.privateKey);
  return { ...document, proof: { ...config, proofValue: encodeBase58(signature) } };
}

/**
 * The key that signed the document as it stands; undefined where there is no proof that holds.
 * Whose key it is, and whether that is the document's owner, is for the caller to know:
 * `publicKeyOf` gives the key of a `verificationMethod` that its owner lists under `assertionMethod`.
 */
export async function verifyProof(
  document: JsonObject,
  options: {
    readonly publicKeyOf: (verificationMethod: string) => Promise<KeyObject | undefined>;
    readonly now: Date;
  },
): Promise<string | undefined> {
  const { proof, signature: _, ...unsecured } = document;
  if (!isObject(proof) || !isAcceptable(proof, options.now)) return undefined;
  const { proofValue, ...config } = proof;
  // A proof over a shorter context than the document's would leave the meaning of its terms unsigned.
  if ('@context' in config && !isDeepStrictEqual(config['@context'], unsecured['@context'])) return undefined;
  const { verificationMethod } = config;
  if (typeof proofValue !== 'string' || typeof verificationMethod !== 'string') return undefined;
  const signature = decodeBase58(proofValue);
  if (signature?.length !== 64) return undefined;
  const key = await options.publicKeyOf(verificationMethod);
  if (key?.asymmetricKeyType !== 'ed25519') return undefined;
  try {
    return verify(null, hashOf(unsecured, config), key, signature) ? verificationMethod : undefined;
  } catch {
    // What has no canonical form (a lone surrogate) cannot have been signed.
    return undefined;
  }
}

function isAcceptable(proof: JsonObject, now: Date): boolean {
  return (
    proof.type === 'DataIntegrityProof' &&
    proof.cryptosuite === 'eddsa-jcs-2022' &&
    proof.proofPurpose === 'assertionMethod' &&
    (proof.created === undefined || instantOf(proof.created) <= now.getTime() + CLOCK_SKEW_MS) &&
    (proof.expires === undefined || instantOf(proof.expires) > now.getTime())
  );
}

/** NaN, which compares false with everything, for what is no date. */
function instantOf(value: unknown): number {
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

/** Data Integrity EdDSA Cryptosuites, 3.3.4: SHA-256 of the proof's own members, then of the document, both as JCS. */
function hashOf(document: JsonObject, config: JsonObject): Buffer {
  const sha256 = (value: JsonObject) =>
    createHash('sha256')
      .update(canonicalize(value) ?? '')
      .digest();
  return Buffer.concat([sha256(config), sha256(document)]);
}
