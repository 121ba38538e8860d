/**
 * Exact decimals as strings ("14.50"), for amounts and quantities: never a float.
 * What a caller passes here has been through parseDecimal or comes from a numeric column.
 */

const MAX_INTEGER_DIGITS = 15;
const MAX_DECIMALS = 6;

const INPUT = new RegExp(`^(-?)0*(\\d{1,${MAX_INTEGER_DIGITS}})(?:[.,](\\d{1,${MAX_DECIMALS}}))?$`);
/** No honest number is longer; a longer text is not worth reading. */
const MAX_INPUT_LENGTH = 40;

/**
 * Reads "14,50" and "14.50" alike, as "14.50": trailing zeros stay, leading ones go. There is no separator of
 * thousands and no exponent: "1.000" is one. Undefined for anything else, and beyond 15 integer digits or 6 decimals.
 */
export function parseDecimal(text: string): string | undefined {
  if (text.length > MAX_INPUT_LENGTH) return undefined;
  const [, sign = '', integer, fraction] = INPUT.exec(text.trim()) ?? [];
  if (integer === undefined) return undefined;
  const digits = BigInt(integer).toString() + (fraction === undefined ? '' : `.${fraction}`);
  return sign === '-' && /[1-9]/.test(digits) ? `-${digits}` : digits;
}

/** Negative where a < b, zero where they are equal ("5" and "5.00" are), positive where a > b. */
export function compareDecimals(a: string, b: string): number {
  const [left, right] = aligned(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
}

export function isPositive(a: string): boolean {
  return read(a).digits > 0n;
}

export function addDecimals(a: string, b: string): string {
  const [left, right, scale] = aligned(a, b);
  return write(left + right, scale);
}

export function subtractDecimals(a: string, b: string): string {
  const [left, right, scale] = aligned(a, b);
  return write(left - right, scale);
}

export function multiplyDecimals(a: string, b: string): string {
  const left = read(a);
  const right = read(b);
  return write(left.digits * right.digits, left.scale + right.scale);
}

/** Whether `a` is a whole number of times `of`; nothing is a multiple of zero. */
export function isMultiple(a: string, of: string): boolean {
  const [left, right] = aligned(a, of);
  return right !== 0n && left % right === 0n;
}

/**
 * `a` × numerator / denominator, without needless zeros; undefined where that is not exact in the digits that
 * parseDecimal takes.
 */
export function multiplyByRatio(a: string, numerator: bigint, denominator: bigint): string | undefined {
  const { digits, scale } = read(a);
  const dividend = digits * numerator * 10n ** BigInt(MAX_DECIMALS);
  const divisor = denominator * 10n ** BigInt(scale);
  if (dividend % divisor !== 0n) return undefined;
  return parseDecimal(write(dividend / divisor, MAX_DECIMALS).replace(/\.?0+$/, ''));
}

/** `a` ÷ `b` as a fraction of whole numbers. */
export function ratioOf(a: string, b: string): readonly [numerator: bigint, denominator: bigint] {
  const [left, right] = aligned(a, b);
  return [left, right];
}

interface Decimal {
  /** The number without its point. */
  readonly digits: bigint;
  /** How many of the digits stand behind the point. */
  readonly scale: number;
}

function read(text: string): Decimal {
  const [, integer, fraction = ''] = /^(-?\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (integer === undefined) throw new TypeError('Not a decimal');
  return { digits: BigInt(integer + fraction), scale: fraction.length };
}

/** Both numbers at the larger of their scales. */
function aligned(a: string, b: string): [left: bigint, right: bigint, scale: number] {
  const left = read(a);
  const right = read(b);
  const scale = Math.max(left.scale, right.scale);
  return [
    left.digits * 10n ** BigInt(scale - left.scale),
    right.digits * 10n ** BigInt(scale - right.scale),
    scale,
  ];
}

function write(digits: bigint, scale: number): string {
  const sign = digits < 0n ? '-' : '';
  const all = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const point = all.length - scale;
  return scale === 0 ? sign + all : `${sign}${all.slice(0, point)}.${all.slice(point)}`;
}
