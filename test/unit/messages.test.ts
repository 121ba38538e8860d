import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { unitByCode } from '../../src/domain/taxonomy/units.ts';
import {
  formatDate,
  formatDateTime,
  formatMoney,
  formatNumber,
  formatQuantity,
} from '../../src/messages/format.ts';
import { errorMessage, LOCALES, messages } from '../../src/messages/messages.ts';
import { negotiateLocale } from '../../src/messages/negotiate-locale.ts';
import { UserError } from '../../src/platform/errors.ts';

const CODE = "'([a-z]+(?:_[a-z]+)+)'";
const THROWN = [new RegExp(String.raw`new UserError\(\s*'[a-z-]+',\s*${CODE}`, 'g')];
/** A schema's own message is an error code. */
const IN_SCHEMAS = [
  new RegExp(String.raw`\b(?:error|message): ${CODE}`, 'g'),
  new RegExp(String.raw`\bfail\('\w+', ${CODE}`, 'g'),
  new RegExp(String.raw`\.(?:regex|refine|min|max|length)\([^;]*?, ${CODE}\)`, 'g'),
];
/** What input.ts makes of zod's messages. */
const GENERAL = [new RegExp(`return ${CODE}`, 'g'), new RegExp(`\\? ${CODE} : ${CODE}`, 'g')];

/** Every code that the source throws, with the file it is in. */
function codesInSource(): [code: string, file: string][] {
  return globSync('src/**/*.ts').flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    const patterns = [
      ...THROWN,
      ...(file.startsWith('src/domain/') ? IN_SCHEMAS : []),
      ...(file === 'src/platform/input.ts' ? GENERAL : []),
    ];
    return patterns.flatMap((pattern) =>
      [...source.matchAll(pattern)].flatMap(([, ...codes]) =>
        codes.map((code): [string, string] => [code, file]),
      ),
    );
  });
}

/** The placeholders of a sentence. */
const placeholders = (sentence: string) => (sentence.match(/\{\w+\}/g) ?? []).toSorted();

describe('errors', () => {
  test('every code in the source has its sentence', () => {
    const codes = codesInSource();
    expect(codes.length).toBeGreaterThan(0);
    for (const locale of LOCALES) {
      const known = Object.keys(messages(locale).errors);
      expect(codes.filter(([code]) => !known.includes(code))).toEqual([]);
    }
  });

  test('both languages fill in the same params', () => {
    const english: Readonly<Record<string, string>> = messages('en').errors;
    for (const [code, sentence] of Object.entries(messages('it').errors)) {
      expect(placeholders(english[code] ?? ''), code).toEqual(placeholders(sentence));
    }
  });

  test('params are filled in as they are', () => {
    const error = new UserError('conflict', 'handle_taken', { handle: '$& {handle} <b>' }, 'handle');
    expect(errorMessage(error, 'it')).toBe(
      'Il nome utente «$& {handle} <b>» è già preso. Scegline un altro.',
    );
  });

  test.each(['no_such_code', 'constructor', '__proto__'])(
    'the unknown code %s has a sentence too',
    (code) => {
      const error = new UserError('invalid', code);
      for (const locale of LOCALES)
        expect(errorMessage(error, locale)).toBe(messages(locale).errors.unexpected);
    },
  );
});

describe('negotiateLocale', () => {
  test.each([
    [undefined, 'it'],
    ['', 'it'],
    ['en', 'en'],
    ['en-GB,en;q=0.9', 'en'],
    ['it-IT,it;q=0.9,en;q=0.8', 'it'],
    ['en;q=0.8, it;q=0.9', 'it'],
    ['de, en;q=0.5', 'en'],
    ['de', 'it'],
    ['*', 'it'],
    ['it;q=0, *', 'en'],
    ['it;q=0, en;q=0', 'it'],
    ['EN ; Q=1.000', 'en'],
    ['en;q=2, it;q=0.1', 'it'],
    ['en, it', 'en'],
    ['it, en', 'it'],
    [`${'x,'.repeat(100_000)}en`, 'it'],
  ] as const)('%j reads %s', (header, expected) => {
    expect(negotiateLocale(header, 'it')).toBe(expected);
  });
});

describe('formats', () => {
  test('numbers keep their digits', () => {
    expect(formatNumber('14.50', 'it')).toBe('14,50');
    expect(formatNumber('14.50', 'en')).toBe('14.50');
    expect(formatNumber('999999999999999.999999', 'it')).toBe('999.999.999.999.999,999999');
  });

  test('money', () => {
    expect(formatMoney('14.5', 'it')).toBe('14,50\u00a0€');
    expect(formatMoney('0.125', 'it')).toBe('0,125\u00a0€');
    const scec = { iri: 'https://scec.example/ns#scec', name: 'SCEC', symbol: 'SCEC' };
    expect(formatMoney('3', 'en', scec)).toBe('3.00\u00a0SCEC');
  });

  test('quantities', () => {
    expect(formatQuantity('5', unitByCode('kilogram'), 'it')).toBe('5\u00a0kg');
    expect(formatQuantity('1', unitByCode('hour'), 'it')).toBe('1\u00a0ora');
    expect(formatQuantity('1.5', unitByCode('hour'), 'it')).toBe('1,5\u00a0ore');
    expect(formatQuantity('2', unitByCode('one'), 'en')).toBe('2\u00a0pieces');
    expect(formatQuantity('40', unitByCode('one'), 'it', 'cassette')).toBe('40\u00a0cassette');
  });

  test('dates are Italy’s', () => {
    const newYear = new Date('2026-12-31T23:30:00Z');
    expect(formatDate(newYear, 'it')).toBe('01/01/2027');
    expect(formatDate(newYear, 'en')).toBe('1 Jan 2027');
    expect(formatDateTime(newYear, 'it')).toBe('01/01/2027, 00:30');
    expect(formatDateTime(new Date('2026-07-01T10:00:00Z'), 'it')).toBe('01/07/2026, 12:00');
  });
});
