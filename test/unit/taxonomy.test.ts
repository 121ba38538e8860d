import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CATEGORY_SLUGS, categoryByIri, categoryBySlug } from '../../src/domain/taxonomy/categories.ts';
import { KINDS, kindByIri, MEMBER_KINDS } from '../../src/domain/taxonomy/kinds.ts';
import { EURO, normaliseResource, TIME_BANK_HOUR } from '../../src/domain/taxonomy/resources.ts';
import { SECTOR_SLUGS, sectorByIri, sectorBySlug } from '../../src/domain/taxonomy/sectors.ts';
import { convertExact, OM2, parseUnit, UNIT_CODES, unitByCode } from '../../src/domain/taxonomy/units.ts';
import { compareDecimals } from '../../src/platform/decimal.ts';

test('no IRI names two things', () => {
  const iris = [
    ...Object.values(KINDS).flatMap(({ iri }) => iri ?? []),
    ...SECTOR_SLUGS.map((slug) => sectorBySlug(slug).iri),
    ...CATEGORY_SLUGS.map((slug) => categoryBySlug(slug).iri),
    EURO.iri,
    TIME_BANK_HOUR,
  ];
  expect(new Set(iris).size).toBe(iris.length);
});

test('every IRI leads back to what it names', () => {
  for (const slug of SECTOR_SLUGS) expect(sectorByIri(sectorBySlug(slug).iri)?.slug).toBe(slug);
  for (const slug of CATEGORY_SLUGS) expect(categoryByIri(categoryBySlug(slug).iri)?.slug).toBe(slug);
  for (const kind of MEMBER_KINDS) {
    const { iri } = KINDS[kind];
    if (iri !== null) expect(kindByIri(iri)).toBe(kind);
  }
  expect(kindByIri('https://w3id.org/des/ns#Network')).toBe('network');
  expect(kindByIri('https://other.example/Enterprise')).toBeUndefined();
  expect(sectorByIri('https://other.example/energia')).toBeUndefined();
});

test('every sector has categories', () => {
  expect(SECTOR_SLUGS).toHaveLength(13);
  expect(new Set(CATEGORY_SLUGS.map((slug) => categoryBySlug(slug).sector))).toEqual(new Set(SECTOR_SLUGS));
});

describe('resources', () => {
  test.each([
    'http://www.wikidata.org/entity/Q4916',
    'https://www.wikidata.org/entity/Q4916',
    'https://wikidata.org/wiki/Q4916',
  ])('%s is the euro', (iri) => {
    expect(normaliseResource(iri)).toBe(EURO.iri);
  });

  test.each([
    'https://scec.example/ns#scec',
    'https://www.wikidata.org/wiki/Property:P31',
    'https://www.wikidata.org.evil.example/wiki/Q4916',
    'https://www.wikidata.org/wiki/Q4916/../Q1',
  ])('%s stays as it is', (iri) => {
    expect(normaliseResource(iri)).toBe(iri);
  });

  test('oranges are found by either spelling', () => {
    expect(categoryByIri('http://www.wikidata.org/entity/Q13191')?.slug).toBe('arance');
  });
});

describe('units', () => {
  test('no spelling means two units', () => {
    const spellings = UNIT_CODES.flatMap((code) =>
      [code, ...unitByCode(code).aliases].map((text) => text.toLowerCase()),
    );
    expect(new Set(spellings).size).toBe(spellings.length);
  });

  test.each(UNIT_CODES)('%s is read in every spelling', (code) => {
    for (const text of [
      code,
      `om2:${code}`,
      OM2 + code,
      ...unitByCode(code).aliases,
      ` ${code.toUpperCase()} `,
    ]) {
      expect(parseUnit(text)?.code, text).toBe(code);
    }
  });

  test.each(['', 'cassetta', 'constructor', 'om2:', 'https://evil.example/kilogram'])(
    '%j is no unit',
    (text) => {
      expect(parseUnit(text)).toBeUndefined();
    },
  );

  test.each([
    ['1500', 'gram', 'kilogram', '1.5'],
    ['2', 'tonne', 'kilogram', '2000'],
    ['75', 'centilitre', 'litre', '0.75'],
    ['3', 'hectogram', 'gram', '300'],
    ['1', 'cubicMetre', 'litre', '1000'],
    ['90', 'minute-Time', 'hour', '1.5'],
    ['2.50', 'kilogram', 'kilogram', '2.50'],
  ] as const)('%s %s in %s is %s', (amount, from, to, expected) => {
    expect(convertExact(amount, from, to)).toBe(expected);
  });

  test.each([
    ['10', 'minute-Time', 'hour'],
    ['1', 'kilogram', 'litre'],
    ['1', 'day', 'hour'],
    ['1', 'one', 'kilogram'],
    ['0.5', 'gram', 'tonne'],
  ] as const)('%s %s does not convert to %s', (amount, from, to) => {
    expect(convertExact(amount, from, to)).toBeUndefined();
  });

  test('what converts comes back the same', () => {
    const amounts = fc
      .tuple(fc.nat(999_999), fc.nat(999_999))
      .map(([whole, millionths]) => `${whole}.${String(millionths).padStart(6, '0')}`);
    const codes = fc.constantFrom(...UNIT_CODES);
    fc.assert(
      fc.property(amounts, codes, codes, (amount, from, to) => {
        const there = convertExact(amount, from, to);
        fc.pre(there !== undefined);
        const back = convertExact(there, to, from);
        expect(back).toBeDefined();
        expect(compareDecimals(back ?? '', amount)).toBe(0);
      }),
    );
  });
});
