import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decrypt } from 'http_ece';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient, type TestClient } from '../../support/mastodon-client.ts';
import { expectEntity } from '../../support/mastodon-schema.ts';
import { eventually, startNode, type TestNode } from '../../support/node.ts';

let node: TestNode;
let anna: TestClient;
let bruno: TestClient;
let service: Server;
let address: string;
let status = 201;
const pushed: { headers: IncomingHttpHeaders; body: Buffer }[] = [];

/** What a browser makes for a subscription. */
const browser = createECDH('prime256v1');
browser.generateKeys();
const secret = randomBytes(16);
const keys = { p256dh: browser.getPublicKey('base64url'), auth: secret.toString('base64url') };

beforeAll(async () => {
  service = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    pushed.push({ headers: request.headers, body: Buffer.concat(chunks) });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  node = await startNode();
  [anna, bruno] = await Promise.all([createClient(node, 'anna'), createClient(node, 'bruno')]);
});
afterAll(async () => {
  await node.stop();
  service.close();
  service.closeAllConnections();
});

const subscription = (more: object = {}) => ({
  subscription: { endpoint: `${address}/push/1`, keys, standard: true, ...more },
  data: { alerts: { mention: true, favourite: 'false' } },
});
const mention = async () =>
  String((await bruno.post('/api/v1/statuses', { status: '@anna ci sei sabato?' })).body.id);

test('a closed client hears of what it asked for, sealed for it alone', async () => {
  const made = await anna.post('/api/v1/push/subscription', subscription());
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  expectEntity('WebPushSubscription', made.body);
  expect(made.body).toMatchObject({ alerts: { mention: true, favourite: false, follow: false } });
  const post = (await anna.post('/api/v1/statuses', { status: 'Pane' })).body;
  await bruno.post(`/api/v1/statuses/${post.id}/favourite`);
  await mention();
  await eventually(
    async () => pushed.length,
    (count) => count > 0,
  );
  const [{ headers, body } = { headers: {}, body: Buffer.alloc(0) }] = pushed;
  const text = decrypt(body, {
    version: 'aes128gcm',
    privateKey: browser,
    authSecret: secret.toString('base64url'),
  });
  const [news] = (await anna.get('/api/v1/notifications?types[]=mention')).body;
  expect(JSON.parse(text.toString())).toMatchObject({
    access_token: anna.token,
    preferred_locale: 'it',
    notification_id: news?.id,
    notification_type: 'mention',
    title: 'bruno ti ha scritto',
    body: '@anna ci sei sabato?',
  });
  const { server_key: key } = made.body as unknown as { server_key: string };
  expect(isSignedBy(key, headers.authorization ?? '')).toBe(true);
  expect(pushed).toHaveLength(1);
});

test('it changes what it hears of, asks, and ends it', async () => {
  const path = '/api/v1/push/subscription';
  expect((await anna.put(path, { data: { alerts: { follow: true } } })).body).toMatchObject({
    alerts: { mention: false, follow: true },
  });
  expect((await anna.get(path)).body).toMatchObject({ endpoint: `${address}/push/1` });
  expect((await anna.delete(path)).status).toBe(200);
  expect((await anna.get(path)).status).toBe(404);
  expect((await bruno.get(path)).status).toBe(404);
});

test('a place that is no more is forgotten', async () => {
  await anna.post('/api/v1/push/subscription', subscription());
  status = 410;
  await mention();
  await eventually(
    async () => (await anna.get('/api/v1/push/subscription')).status,
    (code) => code === 404,
  );
});

test.each([
  ['a key that is none', { keys: { ...keys, p256dh: 'AAAA' } }],
  ['a secret of another length', { keys: { ...keys, auth: 'AAAA' } }],
  ['an address of another kind', { endpoint: 'file:///etc/passwd' }],
])('%s is refused', async (_, wrong) => {
  expect((await anna.post('/api/v1/push/subscription', subscription(wrong))).status).toBe(422);
});

/** RFC 8292: the token in the header, by the key that clients subscribed with. */
function isSignedBy(key: string, header: string): boolean {
  const [, head = '', payload = '', signature = ''] = /t=([\w-]+)\.([\w-]+)\.([\w-]+)/.exec(header) ?? [];
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const publicKey = createPublicKey({
    key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' },
    format: 'jwk',
  });
  const signed = Buffer.from(`${head}.${payload}`);
  return verify(
    'sha256',
    signed,
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
}
