import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  digestOf,
  newPact,
  type PactFact,
  type PactText,
  pactState,
  pactSteps,
  pactText,
  shownState,
} from '../../src/domain/pacts/pact.ts';

const A = 'https://a.example/actors/1';
const B = 'https://b.example/actors/1';
const S = 'https://s.example/actors/1';
const text: PactText = {
  uri: 'https://a.example/pacts/1',
  version: 1,
  title: 'Pasta',
  terms: 'Insieme.',
  drafter: A,
  supplier: S,
  parties: [A, B, S].map((uri) => ({ uri, name: uri })),
  priceList: [
    { title: 'Pasta', offer: 'https://s.example/objects/1', quantity: '3', unit: 'kilogram', inReturn: [] },
  ],
  validFrom: '2026-01-01',
  validUntil: '2026-12-31',
  contacts: '',
  minimum: '',
  leadDays: null,
  visibility: 'public',
};
const digest = digestOf(text);
const signed = (actorUri: string, of = digest): PactFact => ({ actorUri, fact: 'signed', digest: of });
const refused = (actorUri: string): PactFact => ({ actorUri, fact: 'refused', digest });
const left = (actorUri: string): PactFact => ({ actorUri, fact: 'left', digest: '' });
const all = [signed(A), signed(B), signed(S)];

describe('the state of a pact', () => {
  test.each([
    ['is proposed until all have signed', [signed(A), signed(B)], 'proposed'],
    ['is in force once all have signed', all, 'in-force'],
    [
      'does not count a signature under another text',
      [signed(A), signed(B), signed(S, 'f'.repeat(64))],
      'proposed',
    ],
    ['does not count whoever is no party', [signed(A), signed(B), signed('https://x.example/1')], 'proposed'],
    ['is refused where one party refuses', [signed(A), refused(S)], 'refused'],
    ['is withdrawn where its drafter leaves before', [signed(A), signed(B), left(A)], 'withdrawn'],
    ['goes on without one group', [...all, left(B)], 'in-force'],
    ['ends with its last group', [...all, left(A), left(B)], 'ended'],
    ['ends with its supplier', [...all, left(S)], 'ended'],
    ['cannot be ended by a stranger', [...all, left('https://x.example/1')], 'in-force'],
  ] as const)('%s', (_, facts, state) => {
    expect(pactState(text, digest, facts)).toBe(state);
    expect(pactState(text, digest, facts.toReversed())).toBe(state);
  });

  test('follows from the facts alone, in whatever order and however often they came', () => {
    const facts = fc.constantFrom(
      ...[A, B, S].flatMap((uri) => [signed(uri), refused(uri), left(uri), signed(uri, 'old')]),
    );
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 20 }), fc.infiniteStream(fc.nat()), (some, keys) => {
        const shuffled = [...some, ...some]
          .map((fact) => [fact, keys.next().value] as const)
          .sort(([, a], [, b]) => a - b)
          .map(([fact]) => fact);
        expect(pactState(text, digest, shuffled)).toBe(pactState(text, digest, some));
      }),
    );
  });

  test('runs out by itself after its last day', () => {
    const pact = { state: 'in-force', validUntil: '2026-12-31' } as const;
    expect(shownState(pact, '2026-12-31')).toBe('in-force');
    expect(shownState(pact, '2027-01-01')).toBe('expired');
    expect(pactSteps('expired', true, ['signed'])).toEqual([]);
  });
});

test('the digest stands for every word, and for no order of keys', () => {
  const other = Object.fromEntries(Object.entries(text).toReversed()) as PactText;
  expect(digestOf(other)).toBe(digest);
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(digestOf({ ...text, terms: 'Insieme. ' })).not.toBe(digest);
  expect(digestOf({ ...text, leadDays: 0 })).not.toBe(digest);
});

test.each<[string, Partial<Record<keyof PactText, unknown>>]>([
  ['whose drafter is no party', { drafter: 'https://x.example/1' }],
  ['whose supplier is no party', { supplier: 'https://x.example/1' }],
  ['whose parties are out of order', { parties: text.parties.toReversed() }],
  ['with one party twice', { parties: [...text.parties, ...text.parties] }],
  ['that ends before it begins', { validUntil: '2025-12-31' }],
  ['without a price list', { priceList: [] }],
  ['with a price below zero', { priceList: [{ ...text.priceList[0], quantity: '-3' }] }],
  ['with an inexact price', { priceList: [{ ...text.priceList[0], quantity: '3e2' }] }],
  ['with half a version', { version: 1.5 }],
  ['with more than there is to say', { secret: 'x' } as never],
])('a text %s is no pact', (_, change) => {
  expect(pactText.safeParse(text).success).toBe(true);
  expect(pactText.safeParse({ ...text, ...change }).success).toBe(false);
});

test('a drafter signs by writing, others sign or refuse, and nobody does both', () => {
  expect(pactSteps('proposed', true, ['signed'])).toEqual(['revise', 'leave']);
  expect(pactSteps('proposed', false, [])).toEqual(['sign', 'refuse']);
  expect(pactSteps('proposed', false, ['signed'])).toEqual(['leave']);
  expect(pactSteps('refused', false, ['refused'])).toEqual([]);
  expect(pactSteps('in-force', false, ['signed', 'left'])).toEqual([]);
});

test('a draft without an offer, or with its end first, is none', () => {
  const draft = {
    ...{ supplierId: '1', groupIds: [], title: 'Pasta', terms: 'Insieme', offers: ['1'] },
    ...{ validFrom: '1/1/2026', validUntil: '31/12/2026' },
  };
  const codes = (change: object) =>
    newPact.safeParse({ ...draft, ...change }).error?.issues.map(({ message }) => message);
  expect(codes({})).toBeUndefined();
  expect(codes({ offers: [] })).toEqual(['price_list_empty']);
  expect(codes({ validUntil: '31/12/2025' })).toEqual(['pact_ends_before_it_begins']);
});
