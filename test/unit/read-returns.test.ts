import { describe, expect, test } from 'vitest';
import { readReturn, readReturns } from '../../src/domain/proposals/read-returns.ts';
import { EURO, TIME_BANK_HOUR } from '../../src/domain/taxonomy/resources.ts';

describe('one thing in return', () => {
  test.each([
    ['3 SCEC', { action: 'transfer', unit: 'one', amount: '3', label: 'SCEC' }],
    ['1,50 SCEC', { action: 'transfer', unit: 'one', amount: '1,50', label: 'SCEC' }],
    ['10 euro', { conformsTo: EURO.iri, amount: '10' }],
    ['10,50 €', { conformsTo: EURO.iri, amount: '10,50' }],
    ['2 ore', { action: 'deliverService', unit: 'hour', amount: '2', conformsTo: TIME_BANK_HOUR }],
    ['ore', { action: 'deliverService', unit: 'hour', conformsTo: TIME_BANK_HOUR }],
    ['2 ore di potatura', { action: 'deliverService', unit: 'hour', amount: '2', label: 'di potatura' }],
    ['5 kg noci', { action: 'transfer', unit: 'kilogram', amount: '5', label: 'noci' }],
    ['2 vasetti di miele', { action: 'transfer', unit: 'one', amount: '2', label: 'vasetti di miele' }],
    [
      '1.5 https://scec.example/moneta SCEC',
      {
        action: 'transfer',
        unit: 'one',
        amount: '1.5',
        conformsTo: 'https://scec.example/moneta',
        label: 'SCEC',
      },
    ],
    ['un dolce', { action: 'transfer', unit: 'one', label: 'un dolce' }],
  ])('%s', (text, expected) => {
    expect(readReturn(text)).toEqual(expected);
  });
});

describe('all that is given in return', () => {
  test('euro first, then the rest', () => {
    expect(readReturns({ price: '3,50', return: ['1,50 SCEC'] })?.reciprocals).toMatchObject([
      { conformsTo: EURO.iri, amount: '3,50' },
      { label: 'SCEC', amount: '1,50' },
    ]);
  });

  test('a gift, and what is to be agreed', () => {
    expect(readReturns({ gift: true })).toEqual({ reciprocals: [], negotiable: false });
    expect(readReturns({ negotiable: true })).toEqual({ reciprocals: [], negotiable: true });
  });

  test('nothing said is nothing', () => {
    expect(readReturns({})).toBeUndefined();
  });

  test.each([{ price: '1' }, { return: ['1 SCEC'] }, { negotiable: true }])('no gift with %o', (more) => {
    expect(() => readReturns({ gift: true, ...more })).toThrow(
      expect.objectContaining({ code: 'gift_with_return' }),
    );
  });
});
