import { createPrivateKey, generateKeyPairSync, KeyObject, type webcrypto } from 'node:crypto';
import { signObject, verifyObject } from '@fedify/fedify/sig';
import { Create, Multikey, Note, Person } from '@fedify/vocab';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/federation/json/context.ts';
import { decodeBase58, keyOfMultibase, multibaseOfKey } from '../../../src/federation/json/multikey.ts';
import { signProof, verifyProof } from '../../../src/federation/json/proof.ts';
import { contextLoader } from './context-loader.ts';

const keyUri = 'https://server.example/users/alice#ed25519-key';
const created = new Date('2023-02-24T23:36:38Z');
const contexts = ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/data-integrity/v2'];

/** The test vector of FEP-8b32. */
const document: JsonObject = {
  '@context': contexts,
  id: 'https://server.example/activities/1',
  type: 'Create',
  actor: 'https://server.example/users/alice',
  object: {
    id: 'https://server.example/objects/1',
    type: 'Note',
    attributedTo: 'https://server.example/users/alice',
    content: 'Hello world',
    location: { type: 'Place', longitude: -71.184902, latitude: 25.273962 },
  },
};
const proofValue =
  'z42ffGu6AUKPCFcFPiabmUvnGLPJzC7e4DGWC52NUasSSH37UMa9c58tdgVszUcZfytxa4fQ5TYHaJENCxUDe9SdL';
const publicKey = keyOfMultibase('z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2');

/** A secret key as Multikey writes it: multicodec 0x8026, then the seed. */
function secretKey(multibase: string): KeyObject {
  const seed = decodeBase58(multibase)?.subarray(2) ?? Buffer.alloc(0);
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}
const privateKey = secretKey('z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq');

const verify = (signed: JsonObject, change: { now?: Date; key?: KeyObject | undefined } = {}) =>
  verifyProof(signed, {
    now: change.now ?? created,
    publicKeyOf: async () => ('key' in change ? change.key : publicKey),
  });
const signed = signProof(document, { keyUri, privateKey, created });
const proof = signed.proof as JsonObject;

describe('integrity proofs', () => {
  it('are those of the test vector', () => {
    expect(proof).toEqual({
      '@context': contexts,
      type: 'DataIntegrityProof',
      cryptosuite: 'eddsa-jcs-2022',
      verificationMethod: keyUri,
      proofPurpose: 'assertionMethod',
      proofValue,
      created: '2023-02-24T23:36:38Z',
    });
  });

  it('hold for the test vector, in any order of keys, beside a linked-data signature', async () => {
    expect(await verify(signed)).toBe(keyUri);
    expect(await verify(Object.fromEntries(Object.entries(signed).reverse()))).toBe(keyUri);
    expect(await verify({ ...signed, signature: { type: 'RsaSignature2017' } })).toBe(keyUri);
  });

  it.each<[string, JsonObject]>([
    ['none', document],
    ['another object', { ...signed, object: 'https://server.example/objects/2' }],
    ['a further key', { ...signed, summary: 'x' }],
    ['another context', { ...signed, '@context': [...contexts, { content: 'https://evil.example/#x' }] }],
    ['another key named', { ...signed, proof: { ...proof, verificationMethod: `${keyUri}2` } }],
    ['another purpose', { ...signed, proof: { ...proof, proofPurpose: 'authentication' } }],
    ['another suite', { ...signed, proof: { ...proof, cryptosuite: 'eddsa-rdfc-2022' } }],
    ['an end added', { ...signed, proof: { ...proof, expires: '2030-01-01T00:00:00Z' } }],
    ['a value cut short', { ...signed, proof: { ...proof, proofValue: proofValue.slice(0, -1) } }],
    ['a value in another base', { ...signed, proof: { ...proof, proofValue: `u${proofValue.slice(1)}` } }],
    ['a long value', { ...signed, proof: { ...proof, proofValue: `z${'1'.repeat(100_000)}` } }],
    ['a value that is no text', { ...signed, proof: { ...proof, proofValue: 5 } }],
    ['several', { ...signed, proof: [proof, proof] }],
    ['what has no canonical form', { ...signed, summary: '\ud800' }],
  ])('do not hold with %s', async (_, changed) => {
    expect(await verify(changed)).toBeUndefined();
  });

  it('do not hold for another key, or none', async () => {
    expect(await verify(signed, { key: generateKeyPairSync('ed25519').publicKey })).toBeUndefined();
    expect(
      await verify(signed, { key: generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey }),
    ).toBeUndefined();
    expect(await verify(signed, { key: undefined })).toBeUndefined();
  });

  it('end when they say, and do not begin in the future', async () => {
    const now = new Date('2023-03-01T00:00:00Z');
    const early = signProof(document, { keyUri, privateKey, created: new Date('2023-03-01T01:00:01Z') });
    expect(await verify(early, { now })).toBeUndefined();
    expect(await verify(early, { now: new Date('2023-03-01T00:00:01Z') })).toBe(keyUri);
  });
});

describe('with Fedify', async () => {
  const documentLoader = contextLoader();
  const pair = (await crypto.subtle.generateKey('Ed25519', true, [
    'sign',
    'verify',
  ])) as webcrypto.CryptoKeyPair;
  const own = KeyObject.from(pair.publicKey);
  const actorUri = new URL('https://fedify.example/users/ada');
  const key = new Multikey({
    id: new URL('#ed25519', actorUri),
    controller: actorUri,
    publicKey: pair.publicKey,
  });
  const actor = new Person({ id: actorUri, assertionMethods: [key] });

  it('we accept what it signs', async () => {
    const activity = new Create({
      id: new URL('https://fedify.example/activities/1'),
      actor: actorUri,
      object: new Note({
        id: new URL('https://fedify.example/notes/1'),
        attribution: actorUri,
        content: 'ciao',
      }),
    });
    const signedByFedify = await signObject(activity, pair.privateKey, key.id ?? actorUri, {
      documentLoader,
      contextLoader: documentLoader,
    });
    const json = (await signedByFedify.toJsonLd({
      format: 'compact',
      contextLoader: documentLoader,
    })) as JsonObject;
    expect(await verifyProof(json, { now: new Date(), publicKeyOf: async () => own })).toBe(key.id?.href);
  });

  it('it accepts what we sign', async () => {
    const json = signProof(
      {
        '@context': ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/data-integrity/v1'],
        id: 'https://fedify.example/activities/2',
        type: 'Create',
        actor: actorUri.href,
        object: {
          id: 'https://fedify.example/notes/2',
          type: 'Note',
          attributedTo: actorUri.href,
          content: 'ciao',
        },
      },
      {
        keyUri: key.id?.href ?? '',
        privateKey: KeyObject.from(pair.privateKey),
        created: new Date(),
      },
    );
    const actorJson = await actor.toJsonLd({ contextLoader: documentLoader });
    const keyJson = await key.toJsonLd({ contextLoader: documentLoader });
    const loader = contextLoader({ [actorUri.href]: actorJson, [key.id?.href ?? '']: keyJson });
    const verified = await verifyObject(Create, json, { documentLoader: loader, contextLoader: loader });
    expect(verified?.id?.href).toBe('https://fedify.example/activities/2');
  });

  it('agrees on how a key is written', async () => {
    const pem = own.export({ type: 'spki', format: 'pem' }).toString();
    const { publicKeyMultibase } = (await key.toJsonLd({
      format: 'compact',
      contextLoader: documentLoader,
    })) as {
      publicKeyMultibase: string;
    };
    expect(multibaseOfKey(pem)).toBe(publicKeyMultibase);
  });
});
