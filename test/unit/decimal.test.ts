import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareDecimals,
  isMultiple,
  isPositive,
  multiplyByRatio,
  multiplyDecimals,
  parseDecimal,
  subtractDecimals,
} from '../../src/platform/decimal.ts';

/** Decimals as integers of millionths beside their text, so that BigInt is the judge. */
const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n }), fc.integer({ min: 0, max: 6 }))
  .map(([digits, scale]) => {
    const sign = digits < 0n ? '-' : '';
    const all = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
    const text = scale === 0 ? all : `${all.slice(0, -scale)}.${all.slice(-scale)}`;
    return { text: sign + text, millionths: digits * 10n ** BigInt(6 - scale) };
  });

describe('parseDecimal', () => {
  test.each([
    ['14,50', '14.50'],
    ['14.50', '14.50'],
    [' 5 ', '5'],
    ['007', '7'],
    ['0,330', '0.330'],
    ['-0,0', '0.0'],
    ['-2,5', '-2.5'],
    ['999999999999999.999999', '999999999999999.999999'],
  ])('reads %j as %j', (text, expected) => {
    expect(parseDecimal(text)).toBe(expected);
  });

  test.each([
    '',
    ' ',
    '.',
    ',5',
    '5.',
    '1.000,50',
    '1 000',
    '1e3',
    '0x10',
    '+5',
    '--5',
    'NaN',
    'Infinity',
    '٣',
    '1000000000000000',
    '0.1234567',
    '9'.repeat(400),
    '5\u0000',
    '5\n5',
  ])('refuses %j', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  test('keeps every decimal it is given', () => {
    fc.assert(
      fc.property(decimals, ({ text, millionths }) => {
        const parsed = parseDecimal(text.replace('.', ','));
        expect(parsed).toBe(millionths === 0n ? text.replace('-', '') : text);
      }),
    );
  });
});

describe('arithmetic', () => {
  test('agrees with integers', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        expect(Math.sign(compareDecimals(a.text, b.text))).toBe(
          a.millionths < b.millionths ? -1 : a.millionths > b.millionths ? 1 : 0,
        );
        expect(isPositive(a.text)).toBe(a.millionths > 0n);
        expect(isMultiple(a.text, b.text)).toBe(b.millionths !== 0n && a.millionths % b.millionths === 0n);
        const [whole = '', fraction = ''] = subtractDecimals(a.text, b.text).split('.');
        expect(BigInt(whole + fraction.padEnd(6, '0'))).toBe(a.millionths - b.millionths);
        const product = multiplyDecimals(a.text, b.text).split('.');
        expect(BigInt((product[0] ?? '') + (product[1] ?? '').padEnd(12, '0'))).toBe(
          a.millionths * b.millionths,
        );
      }),
    );
  });

  test('is exact where floats are not', () => {
    expect(subtractDecimals('0.3', '0.1')).toBe('0.2');
    expect(multiplyDecimals('14.50', '3')).toBe('43.50');
    expect(isMultiple('0.3', '0.1')).toBe(true);
    expect(isMultiple('7', '5')).toBe(false);
    expect(isMultiple('7', '0')).toBe(false);
    expect(compareDecimals('5', '5.00')).toBe(0);
  });

  test('a ratio is exact or refused', () => {
    expect(multiplyByRatio('1500', 1n, 1000n)).toBe('1.5');
    expect(multiplyByRatio('10', 1n, 60n)).toBeUndefined();
    expect(multiplyByRatio('0.5', 1n, 1_000_000n)).toBeUndefined();
    expect(multiplyByRatio('999999999999999', 1000n, 1n)).toBeUndefined();
    expect(multiplyByRatio('100', 1n, 1n)).toBe('100');
  });

  test('what is no decimal is a programming error', () => {
    expect(() => compareDecimals('14,50', '1')).toThrow(TypeError);
  });
});
