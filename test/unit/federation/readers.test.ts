import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findComune } from '../../../src/domain/places/places.ts';
import { CATEGORY_SLUGS, categoryBySlug } from '../../../src/domain/taxonomy/categories.ts';
import { SECTOR_SLUGS, sectorBySlug } from '../../../src/domain/taxonomy/sectors.ts';
import { UNIT_CODES } from '../../../src/domain/taxonomy/units.ts';
import { readActor } from '../../../src/federation/json/actor-from-json.ts';
import { actorToJson } from '../../../src/federation/json/actor-to-json.ts';
import { announcementToNote } from '../../../src/federation/json/announcement-to-note.ts';
import { canonicalise, canonicaliseFully } from '../../../src/federation/json/canonical.ts';
import type { JsonObject } from '../../../src/federation/json/context.ts';
import { type PostReading, readPost } from '../../../src/federation/json/post-from-json.ts';
import { proposalToNote } from '../../../src/federation/json/proposal-to-note.ts';
import { date, decimal, httpUri, sameOrigin } from '../../../src/federation/json/read.ts';
import { UserError } from '../../../src/platform/errors.ts';
import { contextLoader } from './context-loader.ts';
import {
  fepMinimal,
  fepProposal,
  mastodonActor,
  mastodonCreate,
  plainCorpus,
  prefixedProposal,
} from './corpus.ts';
import { actor, addresses, announcementView, district, proposalView } from './views.ts';

const load = contextLoader();
const options = { addresses, locale: 'it' } as const;
const now = new Date('2026-11-01T00:00:00Z');
const pem = (type: 'rsa' | 'ed25519') =>
  (type === 'rsa'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ed25519')
  ).publicKey
    .export({ type: 'spki', format: 'pem' })
    .toString();
const rsaPem = pem('rsa');

function reading(document: JsonObject, change: Partial<PostReading> = {}): PostReading {
  const uri = String(document.attributedTo ?? 'https://a.example/ada');
  return {
    author: { uri, type: 'Person', followers: `${uri}/followers` },
    searchers: [],
    allowHttp: false,
    now,
    received: document,
    ...change,
  };
}

const read = async (document: JsonObject, change: Partial<PostReading> = {}) =>
  readPost(await canonicalise(document, load), reading(document, change));

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
    const author = { uri: 'https://market.example/users/alice', type: 'Person', followers: null } as const;
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
    const author = { uri: 'https://a.example/ada', type: 'Organization', followers: null } as const;
    expect(await read(note, { author })).toHaveProperty('kind', 'announcement');
  });

  it.each<[string, JsonObject]>([
    ['id', { id: 'https://b.example/1' }],
    ['id', { id: null }],
    ['id', { id: 'https://a.example/1#x' }],
    ['attributedTo', { attributedTo: 'https://a.example/eve' }],
    ['attributedTo', { attributedTo: null }],
  ])('refuses a foreign %s', async (field, change) => {
    const author = { uri: 'https://a.example/ada', type: 'Person', followers: null } as const;
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
    expect(result.actor).toEqual({ ...facts, host: 'prato.example' });
    expect(result.keys).toEqual(keys);
  });
});

const decimalText = fc
  .bigInt({ min: 1n, max: 10n ** 15n - 1n })
  .map((n) => `${n / 100n}.${n % 100n}`.replace(/\.(\d)$/, '.0$1'));
const positiveText = decimalText.filter((text) => /[1-9]/.test(text));
const comune = fc.constantFrom('Prato', 'Trento', 'Roma', 'Bologna').map((name) => findComune({ name }));
const reciprocalArbitrary = fc.record({
  action: fc.constantFrom('transfer' as const, 'deliverService' as const),
  conformsTo: fc.option(
    fc.constantFrom('https://www.wikidata.org/wiki/Q4916', 'urn:uuid:4', 'https://scec.example/#s'),
  ),
  label: fc.option(fc.constantFrom('SCEC', 'ore')),
  unit: fc.constantFrom(...UNIT_CODES),
  amount: fc.option(positiveText),
});
const termsArbitrary = fc.record({
  purpose: fc.constantFrom('offer' as const, 'request' as const),
  action: fc.constantFrom('transfer' as const, 'deliverService' as const, 'transferCustody' as const),
  unitBased: fc.boolean(),
  category: fc.option(fc.constantFrom(...CATEGORY_SLUGS)),
  sectors: fc.uniqueArray(fc.constantFrom(...SECTOR_SLUGS)),
  unit: fc.constantFrom(...UNIT_CODES),
  quantity: fc.option(positiveText),
  available: fc.option(decimalText),
  minimum: fc.option(positiveText),
  comune: fc.option(comune),
  expiresAt: fc.option(
    fc.integer({ min: 1_800_000_000, max: 2_000_000_000 }).map((seconds) => new Date(seconds * 1000)),
  ),
  reciprocals: fc.array(reciprocalArbitrary, { maxLength: 5 }),
});

describe('properties', () => {
  it('keeps every term on the way there', async () => {
    await fc.assert(
      fc.asyncProperty(termsArbitrary, async ({ category, sectors, comune, reciprocals, ...rest }) => {
        const terms = {
          ...rest,
          negotiable: reciprocals.length > 0 && reciprocals.every((one) => one.amount === null),
          conformsTo: category === null ? null : categoryBySlug(category).iri,
          classifiedAs: sectors.map((slug) => sectorBySlug(slug).iri),
          sectors,
          comune: comune?.name ?? null,
          province: comune?.province ?? null,
          region: comune?.region ?? null,
          postalCode: comune?.postalCode ?? null,
          country: comune ? 'IT' : null,
          latitude: comune?.latitude ?? null,
          longitude: comune?.longitude ?? null,
        };
        const view = proposalView({
          proposal: terms,
          reciprocals: reciprocals.map((one, position) => ({ ...one, position })),
        });
        const document: JsonObject = JSON.parse(JSON.stringify(proposalToNote(view, options)));
        expect((await read(document))?.terms).toEqual({ ...terms, reciprocals });
        expect(readPost(await canonicaliseFully(document, load), reading(document))?.terms).toEqual({
          ...terms,
          reciprocals,
        });
      }),
      { numRuns: 60 },
    );
  });

  const documents = [
    ...Object.values(plainCorpus),
    proposalToNote(proposalView(), options),
    announcementToNote(announcementView(), options),
    actorToJson(actor(), { ...options, keys: [] }),
  ].map((document) => JSON.stringify(document));

  it('answers any mutation of a document with a reading or a UserError', async () => {
    const junk = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        '',
        0,
        -1,
        true,
        [],
        {},
        [[]],
        '\u0000',
        '\ud800',
        { '@value': 1 },
        { '@id': 'x:y' },
      ),
      fc.jsonValue(),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...documents),
        fc.nat(),
        fc.nat(),
        junk,
        async (text, at, how, value) => {
          const document = mutate(JSON.parse(text), at, how, value);
          try {
            const json = await canonicalise(document, load);
            readPost(json, reading(document));
            readActor(json, { allowHttp: true });
          } catch (error) {
            if (!(error instanceof UserError)) throw error;
          }
        },
      ),
      { numRuns: 1500 },
    );
  });
});

/** Replaces, removes or renames one member, wherever it stands. */
function mutate(document: JsonObject, at: number, how: number, value: unknown): JsonObject {
  const places: [holder: Record<string, unknown>, key: string][] = [];
  const walk = (holder: Record<string, unknown>) => {
    for (const [key, child] of Object.entries(holder)) {
      places.push([holder, key]);
      if (typeof child === 'object' && child !== null) walk(child as Record<string, unknown>);
    }
  };
  walk(document as Record<string, unknown>);
  const [holder, key] = places[at % places.length] ?? [{}, ''];
  if (how % 4 === 0) delete holder[key];
  else if (how % 4 === 1) holder[key] = value;
  else if (how % 4 === 2) holder[`@${key}`] = holder[key];
  else holder[key] = [value, holder[key]];
  return document;
}
