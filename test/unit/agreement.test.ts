import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Fact,
  inReturnFor,
  type KnownFacts,
  sameSettlement,
  stateOf,
} from '../../src/domain/agreements/agreement.ts';
import { quantityFor } from '../../src/domain/proposals/quantity-for.ts';

const nothing: KnownFacts = {
  acceptedAt: null,
  rejectedAt: null,
  withdrawnAt: null,
  cancelledAt: null,
  ownerDoneAt: null,
  responderDoneAt: null,
};
const known = (...facts: Fact[]): KnownFacts => ({
  ...nothing,
  ...Object.fromEntries(facts.map((fact) => [`${fact}At`, new Date(0)])),
});

describe('the state of an agreement', () => {
  it.each<[string, Fact[]]>([
    ['proposed', []],
    ['accepted', ['accepted']],
    ['rejected', ['rejected']],
    ['withdrawn', ['withdrawn']],
    ['rejected', ['rejected', 'withdrawn']],
    ['accepted', ['accepted', 'ownerDone']],
    ['accepted', ['accepted', 'responderDone']],
    ['fulfilled', ['accepted', 'ownerDone', 'responderDone']],
    ['cancelled', ['accepted', 'withdrawn']],
    ['cancelled', ['accepted', 'rejected']],
    ['cancelled', ['accepted', 'cancelled', 'ownerDone']],
    ['fulfilled', ['accepted', 'ownerDone', 'responderDone', 'cancelled']],
  ])('is %s when %o are known', (state, facts) => {
    expect(stateOf(known(...facts))).toBe(state);
  });

  it('never goes back, whatever becomes known and in which order', () => {
    const rank = { proposed: 0, withdrawn: 1, rejected: 1, accepted: 1, cancelled: 2, fulfilled: 3 };
    const facts: Fact[] = ['accepted', 'rejected', 'withdrawn', 'cancelled', 'ownerDone', 'responderDone'];
    fc.assert(
      fc.property(fc.shuffledSubarray(facts), (order) => {
        const ranks = order.map((_, index) => rank[stateOf(known(...order.slice(0, index + 1)))]);
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      }),
    );
  });
});

const open = {
  state: 'open',
  unitBased: true,
  unit: 'kilogram',
  quantity: '5',
  available: '200',
  minimum: '10',
} as const;

describe('a quantity asked for', () => {
  it('comes in the proposal’s unit, where that is exact', () => {
    expect(quantityFor(open, { quantity: '15', unit: 'kilogram' })).toBe('15');
    expect(quantityFor(open, { quantity: '15000', unit: 'gram' })).toBe('15');
    expect(quantityFor({ ...open, unit: 'cassetta' }, { quantity: '20', unit: 'cassetta' })).toBe('20');
  });

  it.each([
    ['unit_not_convertible', { quantity: '15', unit: 'litre' }],
    ['unit_not_convertible', { quantity: '15', unit: 'cassetta' }],
    ['not_whole_pieces', { quantity: '12', unit: 'kilogram' }],
    ['not_whole_pieces', { quantity: '12501', unit: 'gram' }],
    ['below_minimum', { quantity: '5', unit: 'kilogram' }],
    ['not_enough', { quantity: '205', unit: 'kilogram' }],
  ])('is refused as %s: %o', (code, asked) => {
    expect(() => quantityFor(open, asked)).toThrow(expect.objectContaining({ code }));
  });

  it('needs an open proposal', () => {
    expect(() => quantityFor({ ...open, state: 'closed' }, { quantity: '10', unit: 'kilogram' })).toThrow(
      expect.objectContaining({ code: 'proposal_ended' }),
    );
  });
});

describe('what is given in return', () => {
  const price = {
    position: 0,
    action: 'transfer',
    conformsTo: 'https://www.wikidata.org/wiki/Q4916',
    label: null,
    unit: 'one',
    amount: '14.50',
  } as const;
  // Only what the rule reads of a proposal.
  const view = (quantity: string | null, amount: string | null) => ({
    proposal: { quantity } as Parameters<typeof inReturnFor>[0]['proposal'],
    reciprocals: [{ ...price, amount }],
  });

  it('is the price in proportion, exactly', () => {
    expect(inReturnFor(view('5', '14.50'), '15', [])).toMatchObject([{ amount: '43.5' }]);
    expect(inReturnFor(view(null, '0.1'), '3', [])).toMatchObject([{ amount: '0.3' }]);
  });

  it('is what was stated where it is to be agreed, and only there', () => {
    const stated = [{ position: 0, amount: '1' }];
    expect(inReturnFor(view('5', null), '15', stated)).toMatchObject([{ amount: '1' }]);
    expect(inReturnFor(view('5', '14.50'), '5', stated)).toMatchObject([{ amount: '14.5' }]);
    expect(() => inReturnFor(view('5', null), '15', [])).toThrow(
      expect.objectContaining({ code: 'amount_missing', field: 'inReturn.0' }),
    );
  });

  it('is refused where it comes to no exact amount', () => {
    expect(() => inReturnFor(view('7', '10'), '3', [])).toThrow(
      expect.objectContaining({ code: 'price_not_exact' }),
    );
  });
});

describe('two accounts of a settlement', () => {
  const settlement = {
    quantity: '10',
    unit: 'kilogram',
    inReturn: [{ position: 0, unit: 'one', amount: '29.00' }],
  };
  it('are the same in other digits and units that convert', () => {
    const other = { quantity: '10000', unit: 'gram', inReturn: [{ position: 0, unit: null, amount: '29' }] };
    expect(sameSettlement(settlement, other)).toBe(true);
  });
  it.each([
    { ...settlement, quantity: '11' },
    { ...settlement, unit: 'gram' },
    { ...settlement, unit: 'litre' },
    { ...settlement, inReturn: [] },
    { ...settlement, inReturn: [{ position: 0, unit: 'one', amount: '29.01' }] },
    { ...settlement, inReturn: [{ position: 1, unit: 'one', amount: '29' }] },
  ])('are not: %o', (other) => {
    expect(sameSettlement(settlement, other)).toBe(false);
  });
});
