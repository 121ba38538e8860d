import { parseDecimal } from '../../platform/decimal.ts';
import { isObject, type JsonObject, type JsonValue, PUBLIC } from './context.ts';

/** Reading what others wrote: a value of the right shape, or undefined. Takes the canonical form (canonical.ts). */

const MAX_URI = 2048;
/** The host and port as written, then what RFC 3986 lets follow. */
const HTTP_URI = /^https?:\/\/([a-z0-9.:[\]-]+)([/?#][\w\-.~!$&'()*+,;=:@%/?#[\]|]*)?$/;

/** A JSON-LD set: one value, several, or none. */
export function list(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value as JsonValue];
}

/** The id of an object or a reference to it. */
export function idOf(value: JsonValue | undefined): string | undefined {
  const [first] = list(value);
  if (typeof first === 'string') return first;
  return isObject(first) && typeof first.id === 'string' ? first.id : undefined;
}

/** The ids of a set, at most `max`; what has none is left out. */
export function idsOf(value: JsonValue | undefined, max: number): string[] {
  return list(value)
    .slice(0, max)
    .map(idOf)
    .filter((id) => id !== undefined);
}

export function objectsOf(value: JsonValue | undefined, max: number): JsonObject[] {
  return list(value).filter(isObject).slice(0, max);
}

export function typesOf(json: JsonObject): readonly string[] {
  return list(json.type).filter((type) => typeof type === 'string');
}

export function text(value: JsonValue | undefined): string | undefined {
  const [first] = list(value);
  return typeof first === 'string' ? first : undefined;
}

/** A text in the language that its author put first, with that language where it is told. */
export function languageText(
  json: JsonObject,
  key: 'name' | 'summary' | 'content',
): { readonly text: string; readonly language: string | null } | undefined {
  const plain = text(json[key]);
  const map = json[`${key}Map`];
  const entries = isObject(map) ? Object.entries(map).filter((entry) => typeof entry[1] === 'string') : [];
  const [language, inLanguage] = entries.find(([, value]) => value === plain) ?? entries[0] ?? [];
  if (plain === undefined && typeof inLanguage !== 'string') return undefined;
  const same = plain === undefined || plain === inLanguage;
  return { text: plain ?? String(inLanguage), language: (same && language) || null };
}

/** An xsd:dateTime between 1990 and 2200. */
export function date(value: JsonValue | undefined): Date | undefined {
  const written = text(value);
  if (written === undefined || written.length > 40 || !/^\d{4}-\d\d-\d\d(T|$)/.test(written))
    return undefined;
  const read = new Date(written);
  const year = read.getUTCFullYear();
  return year >= 1990 && year < 2200 ? read : undefined;
}

/** An exact decimal, from a string or a number; undefined where a number has lost digits to an exponent. */
export function decimal(value: JsonValue | undefined): string | undefined {
  const [first] = list(value);
  const written = typeof first === 'number' ? String(first) : first;
  return typeof written === 'string' && !written.includes(',') ? parseDecimal(written) : undefined;
}

/** A whole number from 1 to `max`. */
export function positiveInteger(value: JsonValue | undefined, max: number): number | undefined {
  const [first] = list(value);
  const number = typeof first === 'string' ? Number(first) : first;
  return typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= max
    ? number
    : undefined;
}

/** A number, perhaps written as a string, whose size is at most `limit`. */
export function coordinate(value: JsonValue | undefined, limit: number): number | undefined {
  const [first] = list(value);
  const number = typeof first === 'string' && first.length < 40 ? Number.parseFloat(first) : first;
  return typeof number === 'number' && Math.abs(number) <= limit ? number : undefined;
}

/**
 * The address, exactly as written, if it is one that a fediverse object may have: https (http where `allowHttp`),
 * a host spelled as it resolves (lower case, ASCII, no trailing dot), no userinfo, no path with dots to undo;
 * a port only where `allowHttp`, a fragment only where `fragment`.
 */
export function httpUri(
  value: JsonValue | undefined,
  options: { readonly allowHttp: boolean; readonly fragment?: boolean },
): string | undefined {
  const written = idOf(value);
  if (written === undefined || written.length > MAX_URI) return undefined;
  const [, host, rest = ''] = HTTP_URI.exec(written) ?? [];
  const url = URL.parse(written);
  if (host === undefined || url === null || url.host !== host) return undefined;
  if (url.username !== '' || url.password !== '' || url.hostname.endsWith('.')) return undefined;
  if (!options.allowHttp && (url.protocol !== 'https:' || url.port !== '')) return undefined;
  if (/\/\.{1,2}(?:[/?#]|$)/.test(rest)) return undefined;
  if (rest.includes('#') && options.fragment !== true) return undefined;
  return written;
}

/** FEP-fe34: what one origin says counts for what has the same scheme, host and port. */
export function sameOrigin(a: string, b: string): boolean {
  const [left, right] = [URL.parse(a), URL.parse(b)];
  return left !== null && right !== null && left.origin !== 'null' && left.origin === right.origin;
}

/** ActivityPub lets the public collection be written in two short ways. */
export function publicAlias(reference: string): string {
  return reference === 'as:Public' || reference === 'Public' ? PUBLIC : reference;
}
