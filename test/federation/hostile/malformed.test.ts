import { request } from 'node:http';
import { connect } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/federation/json/context.ts';
import { activity, note } from '../../support/activities.ts';
import {
  digest,
  inboxesOf,
  post,
  type Row,
  settled,
  tell,
  testRows,
  useSetting,
} from '../../support/hostile.ts';
import type { SignedPost } from '../../support/peer.ts';

const AS = 'https://www.w3.org/ns/activitystreams';
const REFUSED = [400, 413];
const setting = useSetting();
const anna = () => setting().peer.actor('anna');
let count = 0;

/** What anna could say and be believed. */
const create = (more: JsonObject = {}) => activity(anna(), 'Create', note(anna(), new Date(), more));
const text = (more: JsonObject = {}) => JSON.stringify(create(more));

/** A body as it goes over the wire, signed by anna. */
function body(name: string, build: () => string | Buffer, statuses: readonly number[] = REFUSED): Row {
  return [name, statuses, (inbox) => post(setting().peer, inbox, {}, { as: anna(), body: build() })];
}

/** An activity that is good, but for its context. */
function context(name: string, build: () => JsonValue, statuses: readonly number[] = REFUSED): Row {
  return body(name, () => JSON.stringify({ ...create(), '@context': build() }), statuses);
}

function header(name: string, statuses: readonly number[], how: () => Partial<SignedPost>): Row {
  return [name, statuses, (inbox) => post(setting().peer, inbox, create(), { as: anna(), ...how() })];
}

function contextAt(serve: (uri: string) => void): JsonValue {
  const uri = `${setting().peer.origin}/contexts/${++count}`;
  serve(uri);
  return [AS, uri];
}

const typed = (type: string): Partial<SignedPost> => ({ tamper: (h) => ({ ...h, 'content-type': type }) });
const encoded = (encoding: string, pack: (text: string) => Buffer): Partial<SignedPost> => ({
  body: pack(text()),
  tamper: (h) => ({ ...h, 'content-encoding': encoding }),
});
const terms = (length: number) =>
  Object.fromEntries(Array.from({ length }, (_, n) => [`t${n}`, `https://terms.example/${n}`]));
/** The activity's own text, with one more member of the object. */
const withMember = (member: string) => text().replace('"object":{', `"object":{${member},`);

const rows: Row[] = [
  body('JSON that is empty', () => ''),
  body('JSON that is broken', () => text().slice(0, -1)),
  body('JSON with a comment', () => `/* x */ ${text()}`),
  body('JSON with a trailing comma', () => text().replace(/\}$/, ',}')),
  body('JSON that is null', () => 'null'),
  body('JSON that is an array', () => `[${text()}]`),
  body('JSON that is a string', () => JSON.stringify(text())),
  body('two JSON documents', () => text() + text()),
  body('a byte order mark', () => `\ufeff${text()}`),
  body('UTF-16', () => Buffer.from(text(), 'utf16le')),
  body('bytes that are no UTF-8', () =>
    Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
  ),
  body('depth 20,000, of arrays', () => withMember(`"tag":${'['.repeat(20_000)}${']'.repeat(20_000)}`)),
  body('depth 20,000, of objects', () =>
    withMember(`"tag":${'{"tag":'.repeat(20_000)}1${'}'.repeat(20_000)}`),
  ),
  body('body over 1 MiB', () => text({ content: 'x'.repeat(1024 * 1024) })),
  body('100,000 tag entries', () => text({ tag: Array<JsonValue>(100_000).fill('x') })),
  body('100,000 to entries', () => text({ to: Array<JsonValue>(100_000).fill('x') })),
  body('100,000 to entries in all', () =>
    text({ to: Array<JsonValue>(100).fill(Array<JsonValue>(1000).fill('x')) }),
  ),
  body('100,000 keys', () => withMember(Array.from({ length: 70_000 }, (_, n) => `"k${n}":1`).join())),
  context('unreachable @context: 404', () => contextAt(() => {})),
  context('unreachable @context: nobody listens', () => [AS, 'http://127.0.0.1:1/context']),
  context('unreachable @context: no such host', () => [AS, 'https://nobody.invalid/context']),
  context('@context that is a page', () =>
    contextAt((uri) => setting().peer.serve(uri, (_, response) => void response.end('<html>'))),
  ),
  context('@context of 10 MB', () =>
    contextAt((uri) =>
      setting().peer.serve(uri, { '@context': { a: `https://x.example/${'x'.repeat(1e7)}` } }),
    ),
  ),
  context('@context redirect loop', () =>
    contextAt((uri) =>
      setting().peer.serve(uri, (_, response) => void response.writeHead(302, { location: uri }).end()),
    ),
  ),
  context('@context that includes itself', () =>
    contextAt((uri) => setting().peer.serve(uri, { '@context': [AS, uri] })),
  ),
  context('@context redefinition: type is gone', () => [AS, { type: null }]),
  context(
    '@context redefinition: actor is something else',
    () => [AS, { actor: 'as:attributedTo' }],
    [400, 401],
  ),
  context(
    '@context redefinition: actor and object change places',
    () => [
      AS,
      { actor: { '@id': 'as:object', '@type': '@id' }, object: { '@id': 'as:actor', '@type': '@id' } },
    ],
    [400, 401],
  ),
  context('@context redefinition: id is a name', () => [AS, { id: 'as:name' }]),
  context('@context redefinition: object within object', () => [
    AS,
    { object: { '@id': 'as:object', '@type': '@id', '@context': { type: null, id: null } } },
  ]),
  context('@context redefinition: reversed', () => [AS, { object: { '@reverse': 'as:object' } }], [400, 401]),
  context('@context: null', () => [AS, null]),
  context('@context: a number', () => [AS, 5]),
  context('@context that is no address', () => [AS, 'javascript:alert(1)', 'file:///etc/passwd']),
  context('@context of 100 remote ones', () => [
    AS,
    ...Array.from({ length: 100 }, (_, n) => `${setting().peer.origin}/contexts/many${n}`),
  ]),
  context('@context of 20,000 terms', () => [
    AS,
    { '@vocab': 'x:' },
    ...Array.from({ length: 25 }, () => terms(800)),
  ]),
  body('__proto__', () => withMember('"__proto__":{"type":"x"}')),
  body('constructor.prototype', () => withMember('"constructor":{"prototype":{"a":1}}')),
  body('duplicate keys', () => withMember('"id":"https://elsewhere.example/1"')),
  body('duplicate keys, one escaped', () => withMember('"\\u0069d":"https://elsewhere.example/1"')),
  body('\\u0000', () => withMember('"summary":"a\\u0000b"')),
  body('\\u0000 in a key', () => withMember('"a\\u0000b":1')),
  body('a lone surrogate', () => withMember('"summary":"\\ud800"')),
  body('a lone surrogate in a key', () => withMember('"\\udfff":1')),
  body('a raw control character', () => withMember('"summary":"\u0001"')),
  ...[
    '+275760-09-14T00:00:00Z',
    '0000-01-01T00:00:00Z',
    '9999-99-99T99:99:99Z',
    '12345-01-01',
    'ieri',
  ].flatMap((at) => [
    body(`a date out of range: published ${at}`, () => text({ published: at })),
    body(`a date out of range: updated ${at}`, () => text({ updated: at })),
  ]),
  body('a date that is a number', () => text({ published: 1e15 })),
  body('a number out of range: 1e400', () => withMember('"latitude":1e400')),
  body('a number out of range: -1e999999999', () => withMember('"latitude":-1e999999999')),
  body('a number of 400 digits', () => withMember(`"latitude":${'9'.repeat(400)}`)),
  header('compressed body: gzip', REFUSED, () => encoded('gzip', gzipSync)),
  header('compressed body: brotli', REFUSED, () => encoded('br', brotliCompressSync)),
  header('compressed body that does not say so', REFUSED, () => ({ body: gzipSync(text()) })),
  header('compressed body that is none', REFUSED, () => encoded('gzip', Buffer.from)),
  ...[
    'text/html',
    'text/plain',
    'application/json',
    'application/ld+json',
    'multipart/form-data',
    '',
    'x',
  ].map((type) => header(`Content-Type "${type}"`, [415], () => typed(type))),
  header('Content-Type twice', [400, 415], () => ({
    tamper: (h) => ({ ...h, 'content-type': ['text/html', 'application/activity+json'] }),
  })),
];

testRows('→ 400/413, or 415', setting, rows);

/** The status of a request written byte by byte; 0 where the connection ends without. */
function raw(head: string): Promise<number> {
  const { port } = new URL(setting().node.address);
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(Buffer.from(head, 'latin1')));
    let answer = '';
    socket.setTimeout(5_000, () => socket.destroy());
    socket.on('data', (chunk) => {
      answer += chunk;
      socket.end();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)));
  });
}

describe('a request line that is odd', () => {
  const paths = [
    '//evil.example/inbox',
    'http://evil.example/inbox',
    '/inbox?%',
    '/%69nbox',
    '/inbox%00',
    '/inbox%ff',
    '/actors/%ED%A0%80/inbox',
    '/actors/%/inbox',
    '/actors/%00/inbox',
    '/actors/../inbox',
    '/actors/99999999999999999999999999/inbox',
    '/actors/1e3/inbox',
    `/actors/${'9'.repeat(5000)}/inbox`,
    '/@%ED%A0%80',
    '/@%ff',
    '/@%00',
    '/offerte/%ED%A0%80',
    '/tag/%00',
    '/tag/%ED%A0%80',
    '/objects/%ff',
    '/activities/%00',
    '/.well-known/webfinger?resource=%00',
    '/.well-known/webfinger?resource=acct:%ED%A0%80@x',
    '/.well-known/webfinger?resource=acct:%00@localhost',
    '/.well-known/webfinger?resource=a&resource=b',
    '/?q=%00',
    '/?q=%ED%A0%80',
    '/?q[]=1&q[a]=2',
  ];
  test.each(paths)('%s is answered below 500', async (path) => {
    const before = await digest(setting().node);
    for (const method of ['GET', 'POST']) {
      for (const accept of ['application/activity+json', 'text/html']) {
        const status = await raw(
          `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: ${accept}\r\nContent-Length: 0\r\n\r\n`,
        );
        expect(status, `${method} ${accept}`).toBeGreaterThanOrEqual(200);
        expect(status, `${method} ${accept}`).toBeLessThan(500);
      }
    }
    expect(await digest(setting().node)).toEqual(before);
  });

  test('bytes beyond ASCII in a path and in headers are answered below 500', async () => {
    for (const head of [
      'POST /inbox\xff HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n',
      'POST /inbox HTTP/1.1\r\nHost: \xff\r\nSignature: \xff\xfe\r\nContent-Length: 0\r\n\r\n',
      'POST /inbox HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\nContent-Type: application/activity+json\r\nContent-Length: 2\r\n\r\n{}',
      'POST /inbox HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'POST /inbox HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n',
      'POST /inbox HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n',
      `GET /inbox HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    ]) {
      const status = await raw(head);
      expect(status, head.slice(0, 80)).toBeGreaterThanOrEqual(400);
      expect(status, head.slice(0, 80)).toBeLessThan(500);
    }
  });
});

test('a body that never ends is cut off', async () => {
  const { node, member } = setting();
  for (const { url } of inboxesOf(node, member)) {
    const status = await new Promise<number>((resolve) => {
      const outgoing = request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/activity+json' },
      });
      const pour = () => {
        while (!outgoing.destroyed && outgoing.write('x'.repeat(65_536)));
      };
      outgoing.on('drain', pour);
      outgoing.on('response', (response) => {
        resolve(response.statusCode ?? 0);
        outgoing.destroy();
      });
      // The node may close before its answer is read.
      outgoing.on('error', () => resolve(413));
      pour();
    });
    expect(status).toBe(413);
  }
});

test('the same, unbent, is taken in', async () => {
  const { node, peer } = setting();
  const good: Partial<SignedPost>[] = [
    {},
    { body: text({ content: 'x'.repeat(500_000) }) },
    {
      body: JSON.stringify({
        ...create(),
        '@context': contextAt((uri) => peer.serve(uri, { '@context': { a: 'https://x.example/a' } })),
      }),
    },
    {
      body: text({
        published: '2026-01-01',
        updated: '2026-01-01T10:00:00+01:00',
        endTime: '9999-12-31T23:59:59Z',
      }),
    },
    {
      ...typed('application/ld+json; profile="https://www.w3.org/ns/activitystreams"'),
      covered: ['(request-target)', 'host', 'date', 'digest'],
    },
  ];
  for (const how of good) {
    const before = await digest(node);
    await tell(peer, node, anna(), create(), how);
    await settled(node);
    expect(await digest(node)).not.toEqual(before);
  }
});
