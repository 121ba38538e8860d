import { createHash, sign } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import canonicalize from 'canonicalize';
import { beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/federation/json/context.ts';
import { encodeBase58 } from '../../../src/federation/json/multikey.ts';
import { resolveActor } from '../../../src/federation/remote/resolve-actor.ts';
import { activity, note } from '../../support/activities.ts';
import {
  digest,
  type Inbox,
  inboxesOf,
  post,
  type Row,
  tell,
  testRows,
  useSetting,
} from '../../support/hostile.ts';
import { MINUTE } from '../../support/moved-clock.ts';
import { type PeerActor, type SignedPost, send } from '../../support/peer.ts';

const AS = 'https://www.w3.org/ns/activitystreams';
const setting = useSetting();
const bruno = () => setting().peer.actor('bruno');
const carla = () => setting().other.actor('carla');
const vittima = () => setting().other.actor('vittima');
const seconds = (offset: number) => Math.floor(Date.now() / 1000) + offset;
const minutes = (offset: number) => new Date(Date.now() + offset * MINUTE);
let count = 0;

/** What would have an effect, were it believed: the group is not followed by bruno. */
const followBy = (actor: PeerActor) => activity(actor, 'Follow', setting().node.services.actors.group.uri);

/** A Follow by bruno whose signature is bent. */
function bent(name: string, how: () => Omit<SignedPost, 'as'>): Row {
  return [name, [401], (inbox) => post(setting().peer, inbox, followBy(bruno()), { as: bruno(), ...how() })];
}

/** A Follow by somebody, signed by bruno with a key whose document the peer serves. */
function keyServed(
  name: string,
  victim: () => PeerActor,
  document: (key: string, victim: PeerActor) => JsonObject,
): Row {
  return [
    name,
    [401],
    (inbox) => {
      const { peer } = setting();
      const key = `${peer.origin}/keys/${++count}`;
      peer.serve(key, document(key, victim()));
      return post(peer, inbox, followBy(victim()), { as: bruno(), keyId: key });
    },
  ];
}

const pem = () => (bruno().document.publicKey as JsonObject).publicKeyPem ?? '';
const plainKey = (id: string, owner: PeerActor): JsonObject => ({
  '@context': [AS, 'https://w3id.org/security/v1'],
  id,
  type: 'Key',
  owner: owner.uri,
  publicKeyPem: pem(),
});
const iriKey = (id: string, owner: PeerActor): JsonObject => ({
  '@id': id,
  id,
  '@type': ['https://w3id.org/security#Key'],
  'https://w3id.org/security#owner': [{ '@id': owner.uri }],
  'https://w3id.org/security#publicKeyPem': [{ '@value': pem() }],
});
const embeddedKey = (id: string, owner: PeerActor): JsonObject => ({
  ...owner.document,
  id,
  publicKey: { id, owner: owner.uri, publicKeyPem: pem() },
});
const embeddedOwner = (id: string, owner: PeerActor): JsonObject => ({
  ...plainKey(id, owner),
  owner: { ...owner.document, publicKey: { id, owner: owner.uri, publicKeyPem: pem() } },
});

/** A Follow by bruno, whose key answers as the responder does. */
function keyAnswered(name: string, respond: Parameters<typeof serveKey>[0]): Row {
  return [
    name,
    [401],
    (inbox) => post(setting().peer, inbox, followBy(bruno()), { as: bruno(), keyId: serveKey(respond) }),
  ];
}

function serveKey(respond: (response: import('node:http').ServerResponse) => void): string {
  const { peer } = setting();
  const key = `${peer.origin}/keys/${++count}`;
  peer.serve(key, (_, response) => respond(response));
  return key;
}

/** Something of vittima's with a Linked Data Signature, sent by carla in another shape. */
function linkedDataSigned(name: string, reshape: (json: JsonObject) => JsonObject): Row {
  return [
    name,
    // What names no one actor is no activity, whoever signed it.
    [400, 401],
    (inbox) => {
      const signed = {
        ...activity(vittima(), 'Create', note(vittima(), minutes(0), { to: [setting().member.uri] })),
        signature: {
          type: 'RsaSignature2017',
          creator: vittima().keyUri,
          created: minutes(0).toISOString(),
          signatureValue: 'c2lnbmF0dXJl',
        },
      };
      return post(setting().other, inbox, reshape(signed), { as: carla() });
    },
  ];
}

function proven(name: string, prove: (json: JsonObject) => JsonObject): Row {
  return [
    name,
    [401],
    (inbox) => {
      const create = activity(
        vittima(),
        'Create',
        note(vittima(), minutes(0), { to: [setting().member.uri] }),
      );
      return post(setting().peer, inbox, prove(create), { as: bruno() });
    },
  ];
}

/** 100 MB of blanks, packed. */
const bomb = gzipSync(Buffer.alloc(100_000_000, ' '), { level: 1 });

/** With a proof by vittima that says itself how long it counts. */
function provenUntil(json: JsonObject, expires: Date): JsonObject {
  const config = {
    '@context': json['@context'] ?? null,
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-jcs-2022',
    verificationMethod: vittima().proofKeyUri,
    proofPurpose: 'assertionMethod',
    expires: expires.toISOString(),
  };
  const hashes = [config, json].map((part) =>
    createHash('sha256')
      .update(canonicalize(part) ?? '')
      .digest(),
  );
  const proofValue = encodeBase58(sign(null, Buffer.concat(hashes), vittima().proofKey));
  return { ...json, proof: { ...config, proofValue } };
}

const unsignedDate = ['(request-target)', 'host', 'digest'];
const unsignedDigest = ['(request-target)', 'host', 'date'];
const rows: Row[] = [
  [
    'no signature',
    [401],
    ({ url }) =>
      send(
        url,
        { host: new URL(url).host, 'content-type': 'application/activity+json' },
        Buffer.from(JSON.stringify(followBy(bruno()))),
      ),
  ],
  keyServed('a key document naming the victim as owner', vittima, plainKey),
  keyServed(
    'a key document naming a victim on its own origin as owner',
    () => setting().peer.actor('anna'),
    plainKey,
  ),
  keyServed('a key document naming the victim as owner by full IRI', vittima, iriKey),
  keyServed('a key document with the victim embedded as owner', vittima, embeddedOwner),
  keyServed('a key embedded in a copy of the victim', vittima, embeddedKey),
  keyServed(
    'a key embedded in a copy of a victim on its own origin',
    () => setting().peer.actor('anna'),
    embeddedKey,
  ),
  [
    'keyId of another origin than the actor',
    [401],
    (inbox) => post(setting().other, inbox, followBy(bruno()), { as: carla() }),
  ],
  [
    'keyId of another actor',
    [401],
    (inbox) => post(setting().peer, inbox, followBy(bruno()), { as: setting().peer.actor('anna') }),
  ],
  bent("another actor's private key", () => ({ privateKey: setting().peer.actor('anna').privateKey })),
  ...['bruno', 'urn:uuid:1', 'javascript:alert(1)', 'http://', 'http://user@localhost/key', ''].map((keyId) =>
    bent(`key id that is no URL: "${keyId}"`, () => ({ keyId })),
  ),
  [
    'actor id redirecting to another actor',
    [401],
    (inbox) => {
      const { peer } = setting();
      const uri = `${peer.origin}/users/redirect${++count}`;
      peer.serve(uri, (_, response) => void response.writeHead(302, { location: bruno().uri }).end());
      return post(peer, inbox, followBy({ ...bruno(), uri }), { as: bruno(), keyId: `${uri}#main-key` });
    },
  ],
  bent('Digest absent', () => ({ digest: null, covered: unsignedDigest })),
  bent('Digest wrong', () => ({ swappedBody: JSON.stringify(followBy(bruno())) })),
  bent('Digest unsigned', () => ({ covered: unsignedDigest })),
  bent('Digest unsupported', () => ({ digest: 'MD5=1B2M2Y8AsgTpgAmY7PhCfg==' })),
  bent('Date absent', () => ({ date: null, covered: unsignedDate })),
  bent('Date unsigned', () => ({ covered: unsignedDate })),
  bent('Date −61 min', () => ({ date: minutes(-61) })),
  bent('Date +61 min', () => ({ date: minutes(61) })),
  bent('Date garbage', () => ({ date: 'yesterday' })),
  bent('signature not base64', () => ({
    tamper: (h) => ({ ...h, signature: `${h.signature}`.replace(/signature="..../, 'signature="&&&&') }),
  })),
  bent('signed for another host', () => ({ signedUrl: 'http://monte.example/inbox' })),
  bent('signed for another path', () => ({ signedUrl: `${setting().node.origin}/elsewhere` })),
  bent('signed for another host, by RFC 9421', () => ({
    spec: 'rfc9421',
    signedUrl: 'http://monte.example/inbox',
  })),
  bent('algorithm mismatch: ed25519', () => ({ algorithm: 'ed25519' })),
  bent('algorithm mismatch: rsa-sha512', () => ({ algorithm: 'rsa-sha512' })),
  bent('algorithm mismatch: hmac-sha256, by RFC 9421', () => ({ spec: 'rfc9421', algorithm: 'hmac-sha256' })),
  bent('algorithm mismatch: ed25519, by RFC 9421', () => ({ spec: 'rfc9421', algorithm: 'ed25519' })),
  bent('past expires', () => ({ parameters: { expires: seconds(-1) } })),
  bent('past expires, by RFC 9421', () => ({ spec: 'rfc9421', parameters: { expires: seconds(-1) } })),
  bent('RFC 9421 covering only @method', () => ({ spec: 'rfc9421', covered: ['@method'] })),
  bent('RFC 9421 without content-digest', () => ({ spec: 'rfc9421', covered: ['@method', '@target-uri'] })),
  bent('RFC 9421 with a wrong content-digest', () => ({
    spec: 'rfc9421',
    swappedBody: JSON.stringify(followBy(bruno())),
  })),
  bent('two signature headers, one weak', () => ({
    tamper: (h) => ({ ...h, signature: [`${h.signature}`, 'keyId="x",headers="date",signature="eA=="'] }),
  })),
  bent('two signature headers, one of RFC 9421 over @method', () => ({
    tamper: (h) => ({ ...h, 'signature-input': `sig1=("@method");created=${seconds(0)};keyid="x"` }),
  })),
  bent('two signatures in one RFC 9421 header, one weak', () => ({
    spec: 'rfc9421',
    tamper: (h) => ({
      ...h,
      'signature-input': `${h['signature-input']}, sig2=("@method");created=${seconds(0)};keyid="x"`,
      signature: `${h.signature}, sig2=:eA==:`,
    }),
  })),
  bent('a signed GET reused for POST', () => ({ signedMethod: 'GET' })),
  bent('a signed GET reused for POST, by RFC 9421', () => ({ spec: 'rfc9421', signedMethod: 'GET' })),
  ...['dina', 'ezio'].map(
    (name): Row => [
      `key of a ${name === 'dina' ? 'deleted' : 'suspended'} actor`,
      [401],
      (inbox) => {
        const actor = setting().peer.actor(name);
        return post(setting().peer, inbox, followBy(actor), { as: actor });
      },
    ],
  ),
  [
    'rotated-out key',
    [401],
    (inbox) => {
      const fresca = setting().peer.actor('fresca');
      return post(setting().peer, inbox, followBy(fresca), { as: fresca });
    },
  ],
  keyAnswered('key body that weighs 10 MB', (response) =>
    response
      .writeHead(200, { 'content-type': 'application/activity+json' })
      .end(JSON.stringify({ ...bruno().document, summary: 'x'.repeat(10_000_000) })),
  ),
  keyAnswered('key body that is a gzip bomb', (response) =>
    response
      .writeHead(200, { 'content-type': 'application/activity+json', 'content-encoding': 'gzip' })
      .end(bomb),
  ),
  linkedDataSigned('LD signature on behalf of another', (json) => json),
  linkedDataSigned('LD signature with @graph reshaping', ({ '@context': context, ...json }) => ({
    '@context': context,
    '@graph': [json],
  })),
  linkedDataSigned('LD signature with @graph under an actor', ({ '@context': context, ...json }) => ({
    ...followBy(carla()),
    '@context': context,
    '@graph': [json],
    signature: json.signature,
  })),
  linkedDataSigned('LD signature with @included reshaping', ({ signature, ...json }) => ({
    ...followBy(carla()),
    '@included': [json],
    signature,
  })),
  linkedDataSigned('LD signature with @reverse reshaping', ({ signature, ...json }) => ({
    ...followBy(carla()),
    '@reverse': { object: json },
    signature,
  })),
  proven('proof of another origin', (json) => setting().peer.prove(json, bruno())),
  proven('proof of another actor', (json) => setting().other.prove(json, carla())),
  proven('proof expired', (json) => provenUntil(json, minutes(-1))),
  proven('proof over something else', (json) => ({
    ...setting().other.prove(json, vittima()),
    object: note(vittima(), minutes(0), { to: [setting().member.uri] }),
  })),
];

beforeAll(async () => {
  const { peer, node } = setting();
  const fresca = peer.actor('fresca');
  const publicKey = { ...(fresca.document.publicKey as JsonObject), publicKeyPem: pem() };
  peer.serve(fresca.uri, { ...fresca.document, publicKey } as JsonObject);
  await resolveActor(node.services.federation, fresca.uri, { maxAgeMs: 0 });
});

testRows('→ 401', setting, rows);

test('a key body that drips is given up, at both inboxes', async () => {
  const { node, member } = setting();
  const drip = (inbox: Inbox) => {
    const keyId = serveKey((response) => {
      response.writeHead(200, { 'content-type': 'application/activity+json' });
      const timer = setInterval(() => response.write(' '), 500);
      response.on('close', () => clearInterval(timer));
    });
    return post(setting().peer, inbox, followBy(bruno()), { as: bruno(), keyId });
  };
  const answers = await Promise.all(inboxesOf(node, member).map(drip));
  expect(answers.map(({ status }) => status)).toEqual([401, 401]);
});

test.each(['draft-cavage', 'rfc9421'] as const)('the same by %s, unbent, is taken in', async (spec) => {
  const { node, peer } = setting();
  const before = await digest(node);
  await tell(peer, node, bruno(), followBy(bruno()), { spec });
  expect(await digest(node)).not.toEqual(before);
});

test.each([
  ['a proof', (json: JsonObject) => setting().other.prove(json, vittima())],
  ['a proof that still counts', (json: JsonObject) => provenUntil(json, minutes(1))],
])('the same with %s, unbent, is taken in', async (_, prove) => {
  const { node, peer, member } = setting();
  const create = activity(vittima(), 'Create', note(vittima(), minutes(0), { to: [member.uri] }));
  const before = await digest(node);
  await tell(peer, node, bruno(), prove(create));
  expect(await digest(node)).not.toEqual(before);
});
