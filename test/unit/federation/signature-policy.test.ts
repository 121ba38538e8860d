import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../src/federation/inbox/refusal.ts';
import { checkSignaturePolicy } from '../../../src/federation/inbox/signature-policy.ts';

const NOW = new Date('2026-05-04T12:00:00Z');
const seconds = (minutes: number) => NOW.getTime() / 1000 + minutes * 60;
const KEY = 'https://peer.example/users/anna#main-key';

const cavage = (more: Record<string, string> = {}) =>
  Object.entries({
    keyId: `"${KEY}"`,
    algorithm: '"rsa-sha256"',
    headers: '"(request-target) host date digest"',
    signature: '"c2lnbmF0dXJl"',
    ...more,
  })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${value}`)
    .join(',');

const DRAFT = {
  host: 'distretto.example',
  date: NOW.toUTCString(),
  digest: 'SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
  signature: cavage(),
};
const input = (components: string, more = `;keyid="${KEY}"`, created = `;created=${seconds(0)}`) =>
  `sig1=(${components})${created}${more}`;
const RFC = {
  host: 'distretto.example',
  'content-digest': 'sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:',
  'signature-input': input('"@method" "@target-uri" "content-digest"'),
  signature: 'sig1=:c2lnbmF0dXJl:',
};

/** The claim, or the reason why there is none. */
function judge(headers: Readonly<Record<string, string | string[] | undefined>>): unknown {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat()] as const],
  );
  try {
    return checkSignaturePolicy(new Map(lines), NOW);
  } catch (error) {
    if (error instanceof Refusal) return `${error.status} ${error.reason}`;
    throw error;
  }
}

test('a request without a signature is told so', () => {
  expect(judge({ host: 'distretto.example' })).toBe('401 no-signature');
});

describe('draft-cavage-http-signatures-12', () => {
  test.each([
    ['rsa-sha256', {}],
    ['hs2019', { algorithm: '"hs2019"' }],
    ['no algorithm named', { algorithm: '' }],
    ['more headers', { headers: '"(request-target) host date digest user-agent"' }],
    ['created and expires', { created: String(seconds(-1)), expires: String(seconds(1)) }],
  ])('with %s counts', (_, change) => {
    expect(judge({ ...DRAFT, 'user-agent': 'x', signature: cavage(change) })).toMatchObject({
      spec: 'draft-cavage-http-signatures-12',
      keyId: new URL(KEY),
    });
  });

  test.each([
    ['algorithm-unsupported', { algorithm: '"rsa-sha512"' }],
    ['algorithm-unsupported', { algorithm: '"ed25519"' }],
    ['signature-covers-too-little', { headers: '"host date digest"' }],
    ['signature-covers-too-little', { headers: '"(request-target) date digest"' }],
    ['signature-covers-too-little', { headers: '"(request-target) host digest"' }],
    ['signature-covers-too-little', { headers: '"(request-target) host date"' }],
    ['signature-malformed', { headers: '' }],
    ['signature-malformed', { headers: '"(request-target) host date digest x-absent"' }],
    ['signature-malformed', { headers: '"(request-target) host date digest (created)"' }],
    ['signature-malformed', { headers: '"(request-target) host host date digest"' }],
    ['signature-malformed', { keyId: '' }],
    ['signature-malformed', { keyId: '"anna"' }],
    ['signature-malformed', { keyId: '"file:///etc/passwd"' }],
    ['signature-malformed', { keyId: '"https://anna@peer.example/"' }],
    ['signature-malformed', { keyid: `"${KEY}"` }],
    ['signature-malformed', { signature: '"&&&"' }],
    ['signature-malformed', { signature: '""' }],
    ['signature-too-old-or-new', { expires: '"soon"' }],
    ['signature-too-old-or-new', { expires: String(seconds(-1)) }],
    ['signature-too-old-or-new', { created: String(seconds(-61)) }],
    ['signature-too-old-or-new', { created: String(seconds(61)) }],
  ])('is refused: %s (%o)', (reason, change) => {
    expect(judge({ ...DRAFT, signature: cavage(change) })).toBe(`401 ${reason}`);
  });

  test.each([
    ['digest-missing', { digest: 'MD5=abc' }],
    ['digest-missing', { digest: 'SHA=abc' }],
    ['signature-malformed', { digest: undefined }],
    ['signature-malformed', { date: undefined }],
    ['signature-malformed', { date: '2026-05-04T12:00:00Z' }],
    ['signature-malformed', { date: [NOW.toUTCString(), NOW.toUTCString()] }],
    ['signature-malformed', { signature: [cavage(), cavage()] }],
    ['signature-malformed', { signature: `${cavage()}, ${cavage()}` }],
    ['signature-malformed', { host: ['a.example', 'b.example'] }],
    ['signature-too-old-or-new', { date: new Date(seconds(-61) * 1000).toUTCString() }],
    ['signature-too-old-or-new', { date: new Date(seconds(61) * 1000).toUTCString() }],
  ])('is refused with these headers: %s (%o)', (reason, headers) => {
    expect(judge({ ...DRAFT, ...headers })).toBe(`401 ${reason}`);
  });

  test.each([-59, 59])('counts with a clock off by %i minutes', (minutes) => {
    const date = new Date(seconds(minutes) * 1000).toUTCString();
    expect(judge({ ...DRAFT, date })).toMatchObject({ keyId: new URL(KEY) });
  });
});

describe('RFC 9421', () => {
  test('counts over method, target and content', () => {
    expect(judge(RFC)).toEqual({ spec: 'rfc9421', keyId: new URL(KEY) });
  });

  test.each([
    ['signature-covers-too-little', '"@method"', undefined],
    ['signature-covers-too-little', '"@method" "@target-uri"', undefined],
    ['signature-covers-too-little', '"@method" "@path" "content-digest"', undefined],
    ['signature-malformed', '"@method";req "@target-uri" "content-digest"', undefined],
    ['signature-malformed', '"@method" "@method" "@target-uri" "content-digest"', undefined],
    ['signature-malformed', '"@method" "@target-uri" "content-digest" "x-absent"', undefined],
    ['signature-malformed', '"@method" "@target-uri" "content-digest"', ';keyid=7'],
    [
      'algorithm-unsupported',
      '"@method" "@target-uri" "content-digest"',
      `;keyid="${KEY}";alg="hmac-sha256"`,
    ],
    ['signature-too-old-or-new', '"@method" "@target-uri" "content-digest"', `;keyid="${KEY}";expires=1`],
  ])('is refused: %s (%s %s)', (reason, components, more) => {
    expect(judge({ ...RFC, 'signature-input': input(components, more) })).toBe(`401 ${reason}`);
  });

  test.each([
    [
      'signature-malformed',
      { 'signature-input': input('"@method" "@target-uri" "content-digest"', undefined, '') },
    ],
    [
      'signature-malformed',
      { 'signature-input': `${RFC['signature-input']}, ${RFC['signature-input'].replace('sig1', 'sig2')}` },
    ],
    ['signature-malformed', { 'signature-input': 'sig1=?' }],
    ['signature-malformed', { signature: 'sig2=:c2lnbmF0dXJl:' }],
    ['signature-malformed', { signature: cavage() }],
    ['signature-malformed', { signature: 'sig1="text"' }],
    ['digest-missing', { 'content-digest': 'md5=:abc=:' }],
    [
      'signature-too-old-or-new',
      {
        'signature-input': input(
          '"@method" "@target-uri" "content-digest"',
          `;keyid="${KEY}"`,
          `;created=${seconds(-61)}`,
        ),
      },
    ],
  ])('is refused with these headers: %s (%o)', (reason, headers) => {
    expect(judge({ ...RFC, ...headers })).toBe(`401 ${reason}`);
  });
});
