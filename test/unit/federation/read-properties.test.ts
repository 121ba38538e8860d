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
import { readPost } from '../../../src/federation/json/post-from-json.ts';
import { proposalToNote } from '../../../src/federation/json/proposal-to-note.ts';
import { UserError } from '../../../src/platform/errors.ts';
import { plainCorpus } from './corpus.ts';
import { load, read, reading } from './reading.ts';
import { actor, addresses, announcementView, proposalView } from './views.ts';

const options = { addresses, locale: 'it' } as const;
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
