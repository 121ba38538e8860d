import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readActor } from '../../../src/federation/json/actor-from-json.ts';
import { actorToJson } from '../../../src/federation/json/actor-to-json.ts';
import { canonicalise } from '../../../src/federation/json/canonical.ts';
import type { JsonObject } from '../../../src/federation/json/context.ts';
import { proposalToNote } from '../../../src/federation/json/proposal-to-note.ts';
import { date, decimal, httpUri, sameOrigin } from '../../../src/federation/json/read.ts';
import { profileFields } from '../../../src/messages/profile-fields.ts';
import { fepMinimal, fepProposal, mastodonActor, mastodonCreate, prefixedProposal } from './corpus.ts';
import { load, now, read } from './reading.ts';
import { actor, addresses, district, proposalView } from './views.ts';

const options = { addresses, locale: 'it' } as const;
const pem = (type: 'rsa' | 'ed25519') =>
  (type === 'rsa'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ed25519')
  ).publicKey
    .export({ type: 'spki', format: 'pem' })
    .toString();
const rsaPem = pem('rsa');

const note: JsonObject = {
  '@context': 'https://www.w3.org/ns/activitystreams',
  id: 'https://a.example/1',
  type: 'Note',
  attributedTo: 'https://a.example/ada',
  to: 'as:Public',
  content: 'x',
};

describe('reading addresses', () => {
  it.each([
    'http://a.example/1',
    'https://A.example/1',
    'https://a.example./1',
    'https://a.example:8443/1',
    'https://a.example:443/1',
    'https://ada@a.example/1',
    'https://ada:pw@a.example/1',
    'https://a.example/1#x',
    'https://à.example/1',
    'https://a.example/../1',
    'https://a.example\\@b.example/1',
    'https://a.example/a b',
    'https://a.example/\u0000',
    'https:/a.example/1',
    '//a.example/1',
    'javascript:alert(1)',
    'data:text/html,x',
    `https://a.example/${'x'.repeat(3000)}`,
    'https://0x7f.1/x',
    '',
  ])('refuses %s', (address) => {
    expect(httpUri(address, { allowHttp: false })).toBeUndefined();
  });

  it.each([
    'https://a.example/1',
    'https://xn--bcher-kva.example/@ada',
    'https://a.example',
    'https://a.example/?p=1',
  ])('takes %s as it stands', (address) => expect(httpUri(address, { allowHttp: false })).toBe(address));

  it('takes loopback where allowed', () => {
    expect(httpUri('http://127.0.0.1:3000/a', { allowHttp: true })).toBe('http://127.0.0.1:3000/a');
  });

  it('knows an origin', () => {
    expect(sameOrigin('https://a.example/1', 'https://a.example/2')).toBe(true);
    expect(sameOrigin('https://a.example/1', 'https://b.a.example/2')).toBe(false);
    expect(sameOrigin('data:a', 'data:a')).toBe(false);
  });

  it('reads decimals exactly and dates in range', () => {
    expect(
      ['14.50', 30, 0.1, '1e3', 1e21, '9'.repeat(400), '1,5', -1, null].map((one) => decimal(one)),
    ).toEqual(['14.50', '30', '0.1', undefined, undefined, undefined, undefined, '-1', undefined]);
    expect(
      ['+99999-01-01T00:00:00Z', '0001-01-01T00:00:00Z', 'now', '2026-13-01T00:00:00Z', 5].map((one) =>
        date(one),
      ),
    ).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
});

describe('reading posts', () => {
  it.each([
    ['full', fepProposal],
    ['minimal', fepMinimal],
    ['prefixed', prefixedProposal],
  ])('FEP-0837, %s, is a proposal', async (_, document) => {
    const author = {
      uri: 'https://market.example/users/alice',
      type: 'Person',
      followers: null,
      indexable: false,
    } as const;
    const post = await read(document, { author });
    expect(post).toMatchObject({
      kind: 'proposal',
      visibility: 'public',
      terms: { unit: 'one', quantity: '1' },
    });
  });

  it('reads the terms of a Proposal', async () => {
    const post = await read(fepProposal);
    expect(post?.terms).toMatchObject({
      purpose: 'offer',
      conformsTo: 'https://www.wikidata.org/wiki/Q11442',
      available: '1',
      latitude: 25,
      reciprocals: [{ conformsTo: 'https://www.wikidata.org/wiki/Q4917', amount: '30', unit: 'one' }],
    });
  });

  it('reads a Mastodon note with its picture', async () => {
    const post = await read(mastodonCreate.object as JsonObject);
    expect(post).toMatchObject({
      kind: 'note',
      visibility: 'public',
      language: 'it',
      tags: ['arance'],
      inReplyTo: 'https://prato.example/objects/90',
      images: [{ url: 'https://files.masto.example/1.jpg', alt: 'Due cassette', width: 640 }],
    });
  });

  it.each([
    ['public', { to: 'as:Public' }],
    ['unlisted', { to: 'https://a.example/ada/followers', cc: ['Public'] }],
    ['followers', { to: 'https://a.example/ada/followers' }],
    ['direct', { to: 'https://b.example/bea' }],
    ['direct', { to: 'https://b.example/bea/followers' }],
    ['unlisted', { searchableBy: 'https://a.example/ada/followers' }],
    ['public', { searchableBy: 'as:Public' }],
    // The author lets nothing be searched for: that is kept, and the post is for everyone still.
    ['public', { searchableBy: 'https://a.example/ada' }],
  ])('is %s for %o', async (visibility, change) => {
    expect(await read({ ...note, ...change })).toHaveProperty('visibility', visibility);
  });

  it('is found by whom it names', async () => {
    const searchableBy = ['https://rete.example/actors/1'];
    expect(await read({ ...note, searchableBy }, { searchers: searchableBy })).toHaveProperty(
      'visibility',
      'public',
    );
  });

  it('of a group or for one are announcements', async () => {
    expect(await read({ ...note, audience: 'https://a.example/group' })).toHaveProperty(
      'kind',
      'announcement',
    );
    const author = {
      uri: 'https://a.example/ada',
      type: 'Organization',
      followers: null,
      indexable: false,
    } as const;
    expect(await read(note, { author })).toHaveProperty('kind', 'announcement');
  });

  it.each<[string, JsonObject]>([
    ['id', { id: 'https://b.example/1' }],
    ['id', { id: null }],
    ['id', { id: 'https://a.example/1#x' }],
    ['attributedTo', { attributedTo: 'https://a.example/eve' }],
    ['attributedTo', { attributedTo: null }],
  ])('refuses a foreign %s', async (field, change) => {
    const author = {
      uri: 'https://a.example/ada',
      type: 'Person',
      followers: null,
      indexable: false,
    } as const;
    await expect(read({ ...note, ...change }, { author })).rejects.toEqual(
      expect.objectContaining({ kind: 'invalid', code: 'post_invalid', params: { field } }),
    );
  });

  it('cleans what it shows, and takes no future dates', async () => {
    const post = await read({
      ...note,
      content: '<p onclick="x">a<script>alert(1)</script><a href="javascript:x">b</a></p>',
      name: 'a\u202eb\u0000<b>',
      published: '2090-01-01T00:00:00Z',
      updated: '2090-01-01T00:00:00Z',
      tag: Array.from({ length: 100 }, (_, i) => ({ type: 'Hashtag', name: `#T${i}` })),
      attachment: Array.from({ length: 9 }, () => ({ type: 'Image', url: 'https://a.example/1.png' })),
    });
    expect(post?.content).not.toMatch(/script|onclick/);
    expect(post).toMatchObject({ title: 'ab<b>', publishedAt: now, updatedAt: now });
    expect([post?.tags.length, post?.images.length]).toEqual([20, 4]);
  });

  it('is nothing for what is no post', async () => {
    for (const type of ['Tombstone', 'Person', 'Create', 'Collection', undefined]) {
      expect(await read({ ...note, type })).toBeUndefined();
    }
  });

  it.each(['urn:\u0000', 'urn:\ud800', 'javascript:alert(1)', 'x', `https://a.example/${'x'.repeat(600)}`])(
    'names no resource by %j',
    async (resourceConformsTo) => {
      const publishes = { ...(fepProposal.publishes as JsonObject), resourceConformsTo };
      expect((await read({ ...fepProposal, publishes }))?.terms?.conformsTo).toBeNull();
    },
  );

  it('knows what is concluded', async () => {
    const closed = proposalView({ proposal: { state: 'closed' } });
    expect(await read(proposalToNote(closed, options))).toHaveProperty('concluded', true);
    expect(await read(proposalToNote(proposalView(), options))).toHaveProperty('concluded', false);
  });
});

describe('reading actors', () => {
  const keyed = {
    ...mastodonActor,
    publicKey: { ...(mastodonActor.publicKey as JsonObject), publicKeyPem: rsaPem },
  };
  const readFrom = async (document: JsonObject) =>
    readActor(await canonicalise(document, load), { allowHttp: false });

  it('reads a Mastodon account', async () => {
    const { actor: ada, keys } = await readFrom(keyed);
    expect(ada).toMatchObject({
      host: 'masto.example',
      handle: 'ada',
      name: 'Ada Rossi',
      summary: '<p>Ciao</p>',
      url: 'https://masto.example/@ada',
      sharedInbox: 'https://masto.example/inbox',
      manuallyApproves: true,
      site: 'https://ada.example/',
      kind: null,
    });
    expect(keys).toEqual([
      { uri: 'https://masto.example/users/ada#main-key', algorithm: 'rsa', publicKeyPem: rsaPem },
    ]);
  });

  it('takes a bot for somebody for whom a program speaks, and says so of ours', async () => {
    const { actor: bot } = await readFrom({ ...keyed, type: 'Service' });
    expect(bot).toMatchObject({ type: 'Person', automated: true });
    const wire = (automated: boolean, type: 'Person' | 'Organization') =>
      actorToJson(actor({ automated, type }), { ...options, keys: [] }).type;
    expect(wire(true, 'Person')).toBe('Service');
    expect(wire(false, 'Person')).toBe('Person');
    expect(wire(true, 'Organization')).toBe('Organization');
  });

  it.each<[string, JsonObject]>([
    ['inbox', { inbox: 'https://evil.example/inbox' }],
    ['inbox', { inbox: null }],
    ['outbox', { outbox: 'https://evil.example/outbox' }],
    ['followers', { followers: 'http://masto.example/f' }],
    ['sharedInbox', { endpoints: { sharedInbox: 'https://evil.example/inbox' } }],
    ['id', { id: 'https://masto.example/users/ada#x' }],
    ['type', { type: 'Note' }],
    ['preferredUsername', { preferredUsername: 'a b' }],
    [
      'publicKey',
      { publicKey: { id: 'https://evil.example/k', owner: mastodonActor.id, publicKeyPem: rsaPem } },
    ],
    [
      'publicKey',
      {
        publicKey: {
          id: 'https://masto.example/k',
          owner: 'https://masto.example/users/eve',
          publicKeyPem: rsaPem,
        },
      },
    ],
    [
      'publicKey',
      { publicKey: { id: 'https://masto.example/k', owner: mastodonActor.id, publicKeyPem: 'x' } },
    ],
  ])('refuses a wrong %s', async (field, change) => {
    await expect(readFrom({ ...keyed, ...change })).rejects.toEqual(
      expect.objectContaining({ kind: 'invalid', code: 'actor_invalid', params: { field } }),
    );
  });

  it.each([
    ['member', actor()],
    ['district', district],
  ])('reads our own %s back', async (_, own) => {
    const keys = [
      { uri: `${own.uri}#main-key`, algorithm: 'rsa', publicKeyPem: rsaPem },
      { uri: `${own.uri}#ed25519-key`, algorithm: 'ed25519', publicKeyPem: pem('ed25519') },
    ] as const;
    const result = await readFrom(actorToJson(own, { ...options, keys }));
    const { id, createdAt, updatedAt, fetchedAt, suspendedAt, deletedAt, ...facts } = own;
    const { fields, ...read } = result.actor;
    expect(read).toEqual({ ...facts, fields: undefined, host: 'prato.example' });
    expect(fields?.map(({ name }) => name)).toEqual(profileFields(own, 'it').map(({ name }) => name));
    expect(result.keys).toEqual(keys);
  });
});
