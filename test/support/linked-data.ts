import { signJsonLd } from '@fedify/fedify/sig';
import { preloadedContexts } from '@fedify/vocab-runtime';
import type { JsonObject } from '../../src/federation/json/context.ts';
import type { PeerActor } from './peer.ts';

/** With an RsaSignature2017 of its actor's, as Mastodon makes it; contexts come from Fedify, and none from the network. */
export async function signLinkedData(json: JsonObject, by: PeerActor): Promise<JsonObject> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const key = by.privateKey.toCryptoKey(algorithm, true, ['sign']);
  const signed = await signJsonLd(json, key, new URL(by.keyUri), {
    contextLoader: async (url) => ({
      contextUrl: null,
      documentUrl: url,
      document: preloadedContexts[url] ?? fail(url),
    }),
  });
  // What was an object stays one.
  return signed as unknown as JsonObject;
}

function fail(url: string): never {
  throw new Error(`no context at ${url}`);
}
