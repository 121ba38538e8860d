import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  acceptFollow,
  addRelationship,
  announceActivity,
  createActivity,
  deleteActivity,
  followActivity,
  rejectFollow,
  removeRelationship,
  undoActivity,
  updateActivity,
} from '../../../src/federation/json/activities.ts';
import { actorToJson, tombstoneToJson } from '../../../src/federation/json/actor-to-json.ts';
import { announcementToNote } from '../../../src/federation/json/announcement-to-note.ts';
import type { JsonObject } from '../../../src/federation/json/context.ts';
import { multibaseOfKey } from '../../../src/federation/json/multikey.ts';
import { proposalToNote } from '../../../src/federation/json/proposal-to-note.ts';
import { actor, addresses, announcementView, district, proposalView } from './views.ts';

const options = { addresses, locale: 'it' } as const;
/** The Ed25519 key of FEP-521a's example, and an RSA key's shape. */
const keys = [
  { uri: `${addresses.actor('7')}#main-key`, algorithm: 'rsa', publicKeyPem: '-----BEGIN PUBLIC KEY-----\n' },
  {
    uri: `${addresses.actor('7')}#ed25519-key`,
    algorithm: 'ed25519',
    publicKeyPem: createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' },
      format: 'jwk',
    })
      .export({ type: 'spki', format: 'pem' })
      .toString(),
  },
] as const;

const note = proposalToNote(proposalView(), options);
const PUBLIC = 'https://www.w3.org/ns/activitystreams#Public';
const published = new Date('2026-10-01T08:00:00Z');
const envelope = {
  uri: addresses.activity('91'),
  actor: addresses.actor('7'),
  to: [PUBLIC],
  cc: [`${addresses.actor('7')}/followers`, addresses.actor('1')],
  published,
};
const privately = (to: string) => ({
  uri: addresses.activity('94'),
  actor: addresses.actor('7'),
  to: [to],
  published,
});
const byDistrict = {
  uri: addresses.activity('93'),
  actor: addresses.actor('1'),
  to: [PUBLIC],
  cc: [`${addresses.actor('1')}/followers`],
  published,
};

const mixed = proposalView({
  proposal: {
    state: 'closed',
    purpose: 'request',
    quantity: null,
    available: null,
    minimum: null,
    unit: 'hour',
  },
  post: { updatedAt: new Date('2026-10-02T08:00:00Z') },
  reciprocals: [
    {
      position: 0,
      action: 'transfer',
      conformsTo: 'https://www.wikidata.org/wiki/Q4916',
      label: null,
      unit: 'one',
      amount: '10.00',
    },
    {
      position: 1,
      action: 'transfer',
      conformsTo: 'https://scec.example/scec',
      label: 'SCEC',
      unit: 'one',
      amount: '4.50',
    },
  ],
  images: [],
});
const gift = proposalView({
  reciprocals: [],
  images: [],
  proposal: {
    state: 'expired',
    conformsTo: null,
    classifiedAs: [],
    sectors: [],
    comune: null,
    expiresAt: null,
  },
});

const documents: Record<string, JsonObject> = {
  'offer-create': createActivity(envelope, note),
  'request-closed': proposalToNote(mixed, options),
  'offer-gift-expired': proposalToNote(gift, options),
  announcement: announcementToNote(announcementView(), options),
  'announcement-long': announcementToNote(
    announcementView({ content: `<p>${'Una parola dopo l’altra. '.repeat(120)}</p>` }),
    options,
  ),
  'actor-district': actorToJson(district, { ...options, keys: [] }),
  'actor-enterprise': actorToJson(actor(), { ...options, keys }),
  'actor-tombstone': tombstoneToJson({
    uri: addresses.actor('7'),
    formerType: 'Organization',
    deletedAt: new Date('2026-11-01T00:00:00Z'),
  }),
  update: updateActivity(envelope, actorToJson(actor(), { ...options, keys: [] })),
  delete: deleteActivity(
    envelope,
    tombstoneToJson({ uri: addresses.object('90'), formerType: 'Note', deletedAt: published }),
  ),
  'delete-actor': deleteActivity(envelope, addresses.actor('7')),
  'announce-post': announceActivity(byDistrict, addresses.object('90')),
  'announce-wrapped': announceActivity(byDistrict, createActivity(envelope, note)),
  accept: acceptFollow(privately('https://masto.example/users/ada'), {
    uri: 'https://masto.example/follows/1',
    actor: 'https://masto.example/users/ada',
    object: addresses.actor('7'),
  }),
  reject: rejectFollow(privately('https://masto.example/users/ada'), {
    uri: 'https://masto.example/follows/1',
    actor: 'https://masto.example/users/ada',
    object: addresses.actor('7'),
  }),
  undo: undoActivity(
    privately('https://rete.example/actors/1'),
    followActivity(privately('https://rete.example/actors/1'), 'https://rete.example/actors/1'),
  ),
  add: addRelationship(byDistrict, addresses.actor('7')),
  remove: removeRelationship(byDistrict, addresses.actor('7')),
};

describe('what we send', () => {
  it.each(Object.entries(documents))('%s is the same, byte for byte', async (name, document) => {
    await expect(`${JSON.stringify(document, undefined, 2)}\n`).toMatchFileSnapshot(`golden/${name}.json`);
  });

  it('writes a key as the specification does', () => {
    expect(multibaseOfKey(keys[1].publicKeyPem)).toMatch(/^z6Mk/);
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect(() => multibaseOfKey(publicKey.export({ type: 'spki', format: 'pem' }).toString())).toThrow(
      TypeError,
    );
  });

  it('escapes what an owner typed', () => {
    const view = proposalView({ post: { title: '<script>alert(1)</script>' }, proposal: { comune: '<b>' } });
    expect(proposalToNote(view, options).content).not.toMatch(/<script|<b>/);
  });

  it('tells nobody but its readers', () => {
    const { to, cc } = announcementToNote(announcementView({ visibility: 'followers' }), options);
    expect([to, cc]).toEqual([[`${addresses.actor('7')}/followers`], [addresses.actor('1')]]);
  });
});
