import { constants, createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { Refusal } from '../../../src/federation/inbox/refusal.ts';
import { checkSignaturePolicy, type SignedRequest } from '../../../src/federation/inbox/signature-policy.ts';
import { holdsByRsaSha256 } from '../../../src/federation/inbox/verify-draft-cavage.ts';
import { holdsByFedify } from '../../../src/federation/inbox/verify-with-fedify.ts';

const OWNER = 'https://peer.example/users/anna';
const HERE = { origin: 'https://distretto.example', host: 'distretto.example' };
const NOW = new Date();
const BODY = Buffer.from('{"type":"Create","content":"però"}');
const COVERED = ['(request-target)', 'host', 'date', 'digest', 'content-type'];

const anna = generateKeyPairSync('rsa', { modulusLength: 2048 });
const bruno = generateKeyPairSync('rsa', { modulusLength: 3072 });
const carla = generateKeyPairSync('ed25519');

const digest = (algorithm: string, body = BODY) => createHash(algorithm).update(body).digest('base64');
const seconds = (more: number) => String(Math.floor(NOW.getTime() / 1000) + more);

/** What is signed, and then what is changed on the way. */
interface Bent {
  readonly covered?: readonly string[];
  readonly digest?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly signedTarget?: string;
  readonly signedHost?: string;
  readonly algorithm?: string;
  readonly sign?: (text: Buffer) => Buffer;
  readonly key?: KeyObject;
  readonly target?: string;
  readonly swapped?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  readonly encode?: (signature: string) => string;
}

function request(bent: Bent): SignedRequest {
  const { covered = COVERED, parameters = {}, target = '/inbox' } = bent;
  const headers: Record<string, string> = {
    host: bent.signedHost ?? HERE.host,
    date: NOW.toUTCString(),
    digest: bent.digest ?? `SHA-256=${digest('sha256')}`,
    'content-type': 'application/activity+json',
    ...bent.headers,
  };
  const lines = covered.map((name) => {
    if (name === '(request-target)') return `${name}: ${bent.signedTarget ?? `post ${target}`}`;
    return `${name}: ${name.startsWith('(') ? parameters[name.slice(1, -1)] : headers[name]}`;
  });
  const bytes = (bent.sign ?? ((text) => sign('sha256', text, anna.privateKey)))(
    Buffer.from(lines.join('\n')),
  );
  const all = {
    keyId: `"${OWNER}#main-key"`,
    algorithm: `"${bent.algorithm ?? 'rsa-sha256'}"`,
    ...parameters,
    headers: `"${covered.join(' ')}"`,
    signature: `"${(bent.encode ?? String)(bytes.toString('base64'))}"`,
  };
  const signature = Object.entries(all)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
  const sent = { ...headers, host: HERE.host, ...bent.swapped, signature };
  return {
    method: 'POST',
    target,
    headers: new Map(Object.entries(sent).map(([name, value]) => [name, [value]])),
    body: bent.body ?? BODY,
  };
}

/** How each of the two judges the request; `refused` where the policy already does. */
async function judgements(bent: Bent) {
  const posted = request(bent);
  const key = bent.key ?? anna.publicKey;
  try {
    const claim = checkSignaturePolicy(posted.headers, NOW);
    if (claim.spec === 'rfc9421') throw new Error('not what is compared here');
    const contextLoader = async (url: string) => {
      throw new Error(url);
    };
    const fedify = holdsByFedify(posted, claim, { key, owner: new URL(OWNER) }, HERE, contextLoader);
    return { own: holdsByRsaSha256(posted, claim, key, HERE), fedify: await fedify.catch(() => false) };
  } catch (error) {
    if (error instanceof Refusal) return 'refused';
    throw error;
  }
}

const flipped = (signature: string) => `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;

const holds: [string, Bent][] = [
  ['as it is', {}],
  ['of hs2019', { algorithm: 'hs2019' }],
  ['of an unusual spelling', { algorithm: 'RSA-SHA256', digest: `sha-256=${digest('sha256')}` }],
  ['in another order', { covered: [...COVERED].reverse() }],
  ['over more headers', { covered: [...COVERED, 'x-more'], headers: { 'x-more': 'a, b  c' } }],
  ['over a header beyond ASCII', { covered: [...COVERED, 'x-more'], headers: { 'x-more': 'perÃ²' } }],
  [
    'with created and expires',
    {
      covered: [...COVERED, '(created)', '(expires)'],
      parameters: { created: seconds(-1), expires: seconds(60) },
    },
  ],
  ['to the inbox of one actor', { target: '/actors/123/inbox' }],
  ['by a longer key', { sign: (text) => sign('sha256', text, bruno.privateKey), key: bruno.publicKey }],
  [
    'with an unsigned header changed',
    { covered: COVERED.slice(0, 4), swapped: { 'content-type': 'text/plain' } },
  ],
];

const fails: [string, Bent][] = [
  ['by another key', { key: bruno.publicKey }],
  ['with another body', { body: Buffer.from('{}') }],
  ['with an empty body', { body: Buffer.alloc(0) }],
  ['with another digest', { swapped: { digest: `SHA-256=${digest('sha256', Buffer.from('{}'))}` } }],
  [
    'with another body and its digest',
    { body: Buffer.from('{}'), swapped: { digest: `SHA-256=${digest('sha256', Buffer.from('{}'))}` } },
  ],
  ['with another date', { swapped: { date: new Date(NOW.getTime() - 60_000).toUTCString() } }],
  ['with another signed header', { swapped: { 'content-type': 'application/ld+json' } }],
  ['of a GET', { signedTarget: 'get /inbox' }],
  ['in upper case', { signedTarget: 'POST /inbox' }],
  ['for another path', { signedTarget: 'post /actors/1/inbox' }],
  ['for another host', { signedHost: 'other.example' }],
  ['with SHA-1', { sign: (text) => sign('sha1', text, anna.privateKey) }],
  ['with SHA-512', { sign: (text) => sign('sha512', text, anna.privateKey) }],
  [
    'with PSS',
    {
      sign: (text) =>
        sign('sha256', text, { key: anna.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING }),
    },
  ],
  ['with a bit turned', { encode: flipped }],
  ['cut short', { encode: (signature) => signature.slice(0, -4) }],
  [
    'with more behind it',
    { sign: (text) => Buffer.concat([sign('sha256', text, anna.privateKey), Buffer.alloc(3)]) },
  ],
  ['of nothing but zeros', { sign: () => Buffer.alloc(256) }],
];

test.each(holds)('a signature %s holds for both', async (_, bent) => {
  expect(await judgements(bent)).toEqual({ own: true, fedify: true });
});

test.each(fails)('a signature %s holds for neither', async (_, bent) => {
  expect(await judgements(bent)).toEqual({ own: false, fedify: false });
});

const leftToFedify: [string, Bent, boolean][] = [
  ['with two digests', { digest: `SHA-256=${digest('sha256')},SHA-512=${digest('sha512')}` }, true],
  ['with a stronger digest', { digest: `SHA-512=${digest('sha512')}` }, true],
  ['with a digest too short', { digest: 'SHA-256=AAAA' }, false],
  ['to a target with a query', { target: '/inbox?page=1', signedTarget: 'post /inbox' }, true],
  ['to a target that is rewritten', { target: '/a/../inbox' }, false],
  [
    'with a key of another kind',
    { key: carla.publicKey, sign: (text) => sign(null, text, carla.privateKey) },
    false,
  ],
  ['in loose base64', { encode: (signature) => signature.replace(/=+$/, '') }, true],
];

test.each(leftToFedify)('a signature %s is left to Fedify', async (_, bent, fedify) => {
  expect(await judgements(bent)).toEqual({ own: undefined, fedify });
});
