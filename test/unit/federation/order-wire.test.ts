import { describe, expect, test } from 'vitest';
import type { OrderView } from '../../../src/domain/orders/order-reads.ts';
import type { PledgeView } from '../../../src/domain/orders/pledge-reads.ts';
import { readRemark, readSettlement } from '../../../src/federation/json/agreement-from-json.ts';
import { canonicalise, canonicaliseFully } from '../../../src/federation/json/canonical.ts';
import { isObject, type JsonObject } from '../../../src/federation/json/context.ts';
import { readOrder, readPickup } from '../../../src/federation/json/order-from-json.ts';
import { orderToNote } from '../../../src/federation/json/order-to-note.ts';
import { countPledge, offerPledge } from '../../../src/federation/json/pledge-to-json.ts';
import { readPost } from '../../../src/federation/json/post-from-json.ts';
import { contextLoader } from './context-loader.ts';
import { actor, addresses, district, post } from './views.ts';

const at = (text: string) => new Date(text);
const euro = {
  position: 0,
  action: 'transfer',
  conformsTo: 'https://www.wikidata.org/wiki/Q4916',
  label: null,
  unit: 'one',
  amount: '16',
} as const;
const line = { orderId: '92', unitBased: true, offerId: '90', responseId: null };
const view: OrderView = {
  order: {
    postId: '92',
    ownerId: '7',
    own: true,
    public: true,
    state: 'open',
    opensAt: at('2026-11-01T08:00:00Z'),
    closesAt: at('2026-11-28T19:00:00Z'),
    deliversAt: at('2026-12-12T09:00:00Z'),
    minimum: '40',
    maximum: '60',
    unit: 'one',
    label: 'cassette',
    pickups: ['Feltre, piazza', 'Belluno'],
    pledged: '31',
    pledgers: 2,
    untoldSince: at('2026-11-02T08:00:00Z'),
    toldAt: null,
  },
  post: post({ id: '92', kind: 'order', url: addresses.orderPage('92'), title: 'Arance & limoni bio' }),
  owner: actor(),
  group: district,
  lines: [
    {
      ...line,
      position: 0,
      offerUri: addresses.object('90'),
      title: 'Arance',
      unit: 'one',
      quantity: '1',
      inReturn: [euro],
      pledged: '31',
    },
    {
      ...line,
      position: 1,
      offerUri: 'https://monte.example/objects/3',
      title: 'Limoni',
      unit: 'one',
      quantity: '2',
      inReturn: [euro, { ...euro, position: 1, conformsTo: null, label: 'SCEC', amount: '4' }],
      pledged: '0',
    },
  ],
};
const [, second = null] = view.lines;
const buyer = actor({ id: '9', uri: 'https://monte.example/actors/9', host: 'monte.example' });
const pledge: PledgeView = {
  pledge: {
    id: '12',
    orderId: '92',
    line: 1,
    buyerId: '9',
    offerUri: 'https://monte.example/activities/12',
    quantity: '6',
    unit: 'one',
    inReturn: [
      { ...euro, amount: '48' },
      { ...euro, position: 1, conformsTo: null, label: 'SCEC', amount: '12' },
    ],
    pickup: 'Feltre, piazza',
    message: 'Passa Paolo',
    offeredAt: at('2026-11-02T08:00:00.123Z'),
    state: 'waiting',
    countedAt: null,
    replacedAt: null,
    withdrawnAt: null,
    refusedAt: null,
    agreedAt: null,
    refusal: null,
    agreementId: null,
    changedAt: at('2026-11-02T08:00:00Z'),
  },
  order: view.order,
  post: view.post,
  line: second,
  owner: view.owner,
  buyer,
};
const envelope = {
  uri: pledge.pledge.offerUri,
  actor: buyer.uri,
  to: [view.owner.uri],
  published: at('2026-11-03T08:00:00Z'),
};
const note = orderToNote(view, { addresses, locale: 'it' });
const documents: Record<string, JsonObject> = {
  order: note,
  'order-dissolved': orderToNote(
    {
      ...view,
      order: { ...view.order, state: 'dissolved', label: null, maximum: null, pickups: [], deliversAt: null },
    },
    { addresses, locale: 'it' },
  ),
  'pledge-offer': offerPledge(envelope, pledge),
  'pledge-counted': countPledge(
    { ...envelope, uri: addresses.activity('96'), actor: view.owner.uri, to: [buyer.uri] },
    pledge.pledge.offerUri,
  ),
};

describe('a collective order on the wire', () => {
  test.each(Object.entries(documents))('%s has the bytes of its golden file', async (name, json) => {
    await expect(`${JSON.stringify(json, undefined, 2)}\n`).toMatchFileSnapshot(`golden/${name}.json`);
  });

  test.each(Object.entries(documents))('%s means the same by short keys and by JSON-LD', async (_, json) => {
    expect(await canonicaliseFully(json, contextLoader())).toEqual(await canonicalise(json, contextLoader()));
  });

  test('is read as it was written, and taken for no offer', async () => {
    const json = await canonicalise(note, contextLoader());
    const {
      postId: _,
      ownerId: __,
      own: ___,
      public: ____,
      untoldSince: _____,
      toldAt: ______,
      ...terms
    } = view.order;
    const lines = view.lines.map(
      ({ orderId: _, position: __, offerId: ___, responseId: ____, ...one }) => one,
    );
    expect(readOrder(json)).toEqual({ ...terms, lines });
    const reading = {
      author: view.owner,
      searchers: [],
      allowHttp: false,
      now: at('2027-01-01T00:00:00Z'),
      received: note,
    };
    expect(readPost(json, reading)).toMatchObject({
      kind: 'order',
      terms: undefined,
      order: { state: 'open' },
    });
  });

  test.each<[string, JsonObject]>([
    ['in a state that there is not', { collectiveOrder: 'maybe' }],
    ['that never closes', { endTime: undefined }],
    ['without lines', { publishes: [] }],
    ['of too many lines', { publishes: Array.from({ length: 21 }, () => ({ type: 'Intent' })) }],
    ['of lines that are another order’s', { id: 'https://prato.example/objects/93' }],
  ])('%s is none', async (_, change) => {
    expect(readOrder(await canonicalise({ ...note, ...change }, contextLoader()))).toBeUndefined();
  });

  test('a pledge is read as it was written', async () => {
    const json = await canonicalise(documents['pledge-offer'] ?? {}, contextLoader());
    expect(isObject(json.object) && readSettlement(json.object)).toEqual({
      proposalUri: view.post.uri,
      line: 1,
      quantity: '6',
      unit: 'one',
      inReturn: [
        { position: 0, unit: 'one', amount: '48' },
        { position: 1, unit: 'one', amount: '12' },
      ],
    });
    expect(readPickup(json.object)).toBe('Feltre, piazza');
    expect(readRemark(json)).toBe('Passa Paolo');
    expect(json.published).toBe('2026-11-02T08:00:00.123Z');
  });
});
