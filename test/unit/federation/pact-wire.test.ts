import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestOf, type PactText, pactText } from '../../../src/domain/pacts/pact.ts';
import { canonicaliseFully, canonicalisePlain } from '../../../src/federation/json/canonical.ts';
import type { JsonObject } from '../../../src/federation/json/context.ts';
import { readPact } from '../../../src/federation/json/pact-from-json.ts';
import { offerPact } from '../../../src/federation/json/pact-to-json.ts';
import { contextLoader } from './context-loader.ts';

const EURO = 'https://www.wikidata.org/wiki/Q4916';
const words = (max: number) =>
  fc.string({ unit: 'binary', maxLength: max }).map((text) => text.toWellFormed());
const filled = words(40).map((text) => `p${text}`);
const decimal = fc.constantFrom('1', '0.5', '14.50', '999999999999999.999999');
const measure = fc.oneof(
  fc.record({ amount: fc.option(decimal, { nil: null }), unit: fc.constantFrom('kilogram', 'one', 'cassa') }),
  fc.constant({ amount: null, unit: null }),
);
const line = fc
  .record({
    title: filled,
    of: measure,
    inReturn: fc.array(fc.tuple(measure, fc.option(filled, { nil: null }), fc.constantFrom(EURO, null)), {
      maxLength: 3,
    }),
  })
  .map(({ title, of, inReturn }) => ({
    title,
    offer: 'https://s.example/objects/1',
    quantity: of.amount,
    unit: of.unit,
    inReturn: inReturn.map(([{ amount, unit }, label, conformsTo]) => ({ amount, unit, conformsTo, label })),
  }));
const texts: fc.Arbitrary<PactText> = fc
  .record({
    version: fc.integer({ min: 1, max: 10_000 }),
    title: filled,
    terms: words(200),
    priceList: fc.array(line, { minLength: 1, maxLength: 4 }),
    contacts: words(40),
    minimum: words(40),
    leadDays: fc.option(fc.integer({ min: 0, max: 365 }), { nil: null }),
    visibility: fc.constantFrom('public' as const, 'parties' as const),
    name: filled,
  })
  .map(({ name, ...rest }) => ({
    ...rest,
    uri: 'https://a.example/pacts/1',
    drafter: 'https://a.example/actors/1',
    supplier: 'https://s.example/actors/1',
    parties: [
      { uri: 'https://a.example/actors/1', name },
      { uri: 'https://s.example/actors/1', name: 'Fornitore' },
    ],
    validFrom: '2026-01-01',
    validUntil: '2026-12-31',
  }));

const offer = (text: PactText) =>
  offerPact(
    {
      uri: 'https://a.example/activities/2',
      actor: text.drafter,
      to: [text.supplier],
      published: new Date('2026-10-01T08:00:00Z'),
    },
    { text, digest: digestOf(text) },
  );
const read = (json: JsonObject | undefined) => readPact(json?.object as JsonObject, { allowHttp: false });

describe('a pact on the wire', () => {
  test('is read as it was written, whatever its words', () => {
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(pactText.safeParse(text).success);
        expect(read(canonicalisePlain(offer(text)))).toEqual(text);
      }),
      { numRuns: 200 },
    );
  });

  test('is the same to whoever processes JSON-LD', async () => {
    for (const text of fc.sample(texts, { numRuns: 10, seed: 7 })) {
      if (!pactText.safeParse(text).success) continue;
      expect(read(await canonicaliseFully(offer(text), contextLoader()))).toEqual(text);
    }
  });

  test('is none where its text is not the one of its digest', () => {
    const [text] = fc.sample(texts, { numRuns: 1, seed: 3 });
    const json = canonicalisePlain(text === undefined ? {} : offer(text));
    const object = json?.object as JsonObject;
    expect(() => readPact({ ...object, pactTerms: 'altro' }, { allowHttp: false })).toThrow(
      'pact_digest_wrong',
    );
    expect(() => readPact({ ...object, parties: [] }, { allowHttp: false })).toThrow('pact_invalid');
  });

  test('is the same, byte for byte', async () => {
    const text: PactText = {
      uri: 'https://a.example/pacts/1',
      version: 2,
      title: 'Pasta bio',
      terms: 'Insieme.',
      drafter: 'https://a.example/actors/1',
      supplier: 'https://s.example/actors/1',
      parties: [
        { uri: 'https://a.example/actors/1', name: 'GAS' },
        { uri: 'https://s.example/actors/1', name: 'Pastificio' },
      ],
      priceList: [
        {
          title: 'Pasta bio, 3 kg',
          offer: 'https://s.example/objects/1',
          quantity: '3',
          unit: 'kilogram',
          inReturn: [{ amount: '9.00', unit: 'one', conformsTo: EURO, label: null }],
        },
      ],
      validFrom: '2026-01-01',
      validUntil: '2026-12-31',
      contacts: '',
      minimum: '',
      leadDays: 15,
      visibility: 'public',
    };
    const json = `${JSON.stringify(offer(text), undefined, 2)}\n`;
    await expect(json).toMatchFileSnapshot('golden/pact-offer.json');
  });
});
