import { type InnerList, type Item, parseDictionary } from 'structured-headers';
import type { HeaderLines } from './header-lines.ts';
import { Refusal } from './refusal.ts';

/** A request as it came: what a signature covers. */
export interface SignedRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query, as the sender wrote them. */
  readonly target: string;
  readonly headers: HeaderLines;
  /** Nothing, of a GET. */
  readonly body: Buffer;
}

/** What a signature claims; whether it holds is another question. */
export type SignatureClaim = DraftCavageClaim | { readonly spec: 'rfc9421'; readonly keyId: URL };

export interface DraftCavageClaim {
  readonly spec: 'draft-cavage-http-signatures-12';
  readonly keyId: URL;
  /** What is signed, in its order: names of headers that came once, and of pseudo-headers. */
  readonly covered: readonly string[];
  /** The signature's parameters by their names in lower case. */
  readonly parameters: Partial<Record<string, string>>;
}

/** Half the window in which a signature counts, either way: an hour, and half a minute for the way. */
const WINDOW_MS = 60.5 * 60_000;
const SINGLE = ['signature', 'signature-input', 'date', 'digest', 'content-digest', 'host'];
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const STRONG_DIGEST = /(?:^|,)\s*sha-(?:256|512)=/i;
/** hs2019 leaves the algorithm to the key, which here is RSA with SHA-256. */
const CAVAGE_ALGORITHMS = new Set(['rsa-sha256', 'hs2019']);
const RFC9421_ALGORITHMS = new Set(['rsa-v1_5-sha256', 'ed25519']);

/**
 * Says whether a signature covers what it must, by its headers alone: before any key is looked up.
 * One signature, of draft-cavage-http-signatures-12 or RFC 9421, over method, target, time and, of a POST, body.
 * @throws {Refusal} 401
 */
export function checkSignaturePolicy(
  headers: HeaderLines,
  now: Date,
  method: 'GET' | 'POST' = 'POST',
): SignatureClaim {
  for (const name of SINGLE) {
    if ((headers.get(name)?.length ?? 0) > 1) throw malformed(`${name} twice`);
  }
  const signature = headers.get('signature')?.[0];
  if (signature === undefined) throw new Refusal(401, 'no-signature');
  const input = headers.get('signature-input')?.[0];
  return input === undefined
    ? checkCavage(signature, headers, now, method)
    : checkRfc9421(input, signature, headers, now, method);
}

function checkCavage(
  signature: string,
  headers: HeaderLines,
  now: Date,
  method: 'GET' | 'POST',
): DraftCavageClaim {
  const params = cavageParameters(signature);
  const { keyid: keyId, headers: list, signature: value, algorithm } = params;
  if (keyId === undefined || list === undefined || value === undefined || !BASE64.test(value)) {
    throw malformed('parameters missing');
  }
  if (algorithm !== undefined && !CAVAGE_ALGORITHMS.has(algorithm.toLowerCase())) {
    throw new Refusal(401, 'algorithm-unsupported', algorithm);
  }
  const covered = list.split(' ');
  if (new Set(covered).size !== covered.length) throw malformed('header covered twice');
  requireCovered(covered, ['(request-target)', 'host', 'date', ...(method === 'POST' ? ['digest'] : [])]);
  for (const name of covered) requirePresent(name, headers, params);
  if (method === 'POST') requireStrongDigest(headers.get('digest'));
  const date = headers.get('date')?.[0] ?? '';
  if (!HTTP_DATE.test(date)) throw malformed('date');
  requireInWindow(Date.parse(date), now);
  if (params.created !== undefined) requireInWindow(seconds(params.created), now);
  if (params.expires !== undefined) requireNotExpired(seconds(params.expires), now);
  return { spec: 'draft-cavage-http-signatures-12', keyId: keyUrl(keyId), covered, parameters: params };
}

/** The parameters by their names in lower case; a comma inside a value is refused, because not all readers take it alike. */
function cavageParameters(signature: string): Partial<Record<string, string>> {
  const params: Partial<Record<string, string>> = {};
  for (const part of signature.split(',')) {
    const [, name, quoted, number] = /^\s*([A-Za-z]+)=(?:"([^"\\]*)"|(\d{1,15}))\s*$/.exec(part) ?? [];
    if (name === undefined) throw malformed('signature parameters');
    const key = name.toLowerCase();
    if (Object.hasOwn(params, key)) throw malformed(`${key} twice`);
    params[key] = quoted ?? number ?? '';
  }
  return params;
}

function requirePresent(name: string, headers: HeaderLines, params: Partial<Record<string, string>>): void {
  const present =
    name === '(request-target)' ||
    (name === '(created)' && params.created !== undefined) ||
    (name === '(expires)' && params.expires !== undefined) ||
    headers.get(name)?.length === 1;
  if (!present) throw malformed(`${name} covered but not sent once`);
}

function checkRfc9421(
  input: string,
  signature: string,
  headers: HeaderLines,
  now: Date,
  method: 'GET' | 'POST',
): SignatureClaim {
  const [label, components, params] = onlyMember(input);
  if (!isOnlySignature(signature, label)) throw malformed('signature');
  const covered = components.map(([name, modifiers]) => {
    if (typeof name !== 'string' || modifiers.size > 0) throw malformed('component');
    return name;
  });
  if (new Set(covered).size !== covered.length) throw malformed('component covered twice');
  requireCovered(covered, ['@method', '@target-uri', ...(method === 'POST' ? ['content-digest'] : [])]);
  for (const name of covered) {
    if (!name.startsWith('@') && headers.get(name)?.length !== 1) throw malformed(`${name} not sent once`);
  }
  if (method === 'POST') requireStrongDigest(headers.get('content-digest'));
  const { keyid, created, expires, alg } = Object.fromEntries(params);
  if (typeof keyid !== 'string' || typeof created !== 'number') throw malformed('keyid or created missing');
  if (alg !== undefined && !(typeof alg === 'string' && RFC9421_ALGORITHMS.has(alg.toLowerCase()))) {
    throw new Refusal(401, 'algorithm-unsupported', String(alg));
  }
  requireInWindow(created * 1000, now);
  if (expires !== undefined) requireNotExpired(typeof expires === 'number' ? expires * 1000 : NaN, now);
  return { spec: 'rfc9421', keyId: keyUrl(keyid) };
}

function onlyMember(input: string): [string, readonly Item[], ReadonlyMap<string, unknown>] {
  const [member, ...more] = dictionary(input);
  if (member === undefined || more.length > 0) throw malformed('not one signature');
  const [label, [components, params]] = member;
  if (!Array.isArray(components)) throw malformed('signature input');
  return [label, components as InnerList[0], params];
}

function isOnlySignature(signature: string, label: string): boolean {
  const [member, ...more] = dictionary(signature);
  return (
    member !== undefined && more.length === 0 && member[0] === label && member[1][0] instanceof ArrayBuffer
  );
}

function dictionary(header: string): ReturnType<typeof parseDictionary> {
  try {
    return parseDictionary(header);
  } catch {
    throw malformed('not a structured field');
  }
}

function requireCovered(covered: readonly string[], wanted: readonly string[]): void {
  const missing = wanted.filter((name) => !covered.includes(name));
  if (missing.length > 0) throw new Refusal(401, 'signature-covers-too-little', missing.join(' '));
}

function requireStrongDigest(lines: readonly string[] | undefined): void {
  if (!STRONG_DIGEST.test(lines?.[0] ?? '')) throw new Refusal(401, 'digest-missing');
}

function requireInWindow(ms: number, now: Date): void {
  if (!(Math.abs(now.getTime() - ms) <= WINDOW_MS)) {
    throw new Refusal(401, 'signature-too-old-or-new', `off by ${Math.round((ms - now.getTime()) / 1000)} s`);
  }
}

function requireNotExpired(ms: number, now: Date): void {
  if (!(ms >= now.getTime())) throw new Refusal(401, 'signature-too-old-or-new', 'expired');
}

function seconds(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) * 1000 : Number.NaN;
}

function keyUrl(keyId: string): URL {
  const url = URL.parse(keyId);
  const plain = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  if (!plain || keyId.length > 1000) throw malformed('key id is no address');
  return url;
}

function malformed(detail: string): Refusal {
  return new Refusal(401, 'signature-malformed', detail);
}
