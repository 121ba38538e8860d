import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createContextLoader } from '../../../src/federation/remote/context-loader.ts';
import { DocumentCache } from '../../../src/federation/remote/key-value-store.ts';
import { createOutbound } from '../../../src/platform/outbound/outbound.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type Peer, startPeer } from '../../support/peer.ts';

let database: TestDatabase;
let peer: Peer;
const outbound = createOutbound({
  allowPrivateAddresses: true,
  userAgent: 'test',
  logger: pino({ level: 'silent' }),
});

beforeAll(async () => {
  database = await createTestDatabase();
  peer = await startPeer({ actors: [] });
});

afterAll(async () => {
  await outbound.close();
  await peer.close();
  await database.drop();
});

test('contexts that peers name most are shipped', async () => {
  const load = createContextLoader(outbound, database.sql);
  for (const url of [
    'https://www.w3.org/ns/activitystreams',
    'https://w3id.org/security/v1',
    'https://w3id.org/identity/v1',
    'https://purl.archive.org/socialweb/webfinger',
    'https://purl.archive.org/socialweb/pending',
    'https://join-lemmy.org/context.json',
    'https://joinpeertube.org/ns',
    'https://schema.org/',
    'https://any.example/schemas/litepub-0.1.jsonld',
  ]) {
    expect((await load(url)).document).toHaveProperty('@context');
  }
});

test('others are fetched once, by all processes together', async () => {
  const context = `${peer.origin}/context.jsonld`;
  peer.serve(context, { '@context': { x: 'https://x.example/ns#' } });
  const loads = [createContextLoader(outbound, database.sql), createContextLoader(outbound, database.sql)];
  for (const load of [...loads, ...loads]) {
    expect((await load(context)).document).toEqual({ '@context': { x: 'https://x.example/ns#' } });
  }
  expect(peer.requests).toHaveLength(1);
});

test('what is no context is an error', async () => {
  const load = createContextLoader(outbound, database.sql);
  peer.serve(
    '/page',
    (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('{}'),
  );
  peer.serve('/empty', { a: 1 });
  peer.serve('/large', { '@context': { x: 'x'.repeat(300_000) } });
  peer.serve('/loop', (_, response) => void response.writeHead(302, { location: '/loop' }).end());
  for (const path of ['/page', '/empty', '/large', '/loop', '/nothing']) {
    await expect(load(peer.origin + path)).rejects.toThrow();
  }
});

test('the cache renews the age of what is written again, lists by prefix, and sweeps what has expired', async () => {
  const cache = new DocumentCache(database.sql);
  const ages = () => database.sql<{ old: boolean }[]>`
    SELECT created < now() - interval '1 hour' AS old FROM document_cache WHERE key[1] = 'test' ORDER BY key`;
  await cache.set(['test', 'a'], { value: 1 });
  await cache.set(['test', 'b'], ['x', null]);
  await database.sql`UPDATE document_cache SET created = now() - interval '2 hours', ttl = interval '1 hour' WHERE key[1] = 'test'`;
  expect(await cache.get(['test', 'a'])).toBeUndefined();
  await cache.set(['test', 'a'], { value: 2 });
  expect((await ages()).map(({ old }) => old)).toEqual([false, true]);
  expect(await cache.get(['test', 'a'])).toEqual({ value: 2 });
  const listed = await Array.fromAsync(cache.list(['test']));
  expect(listed).toEqual([{ key: ['test', 'a'], value: { value: 2 } }]);
  await cache.sweep();
  expect(await ages()).toHaveLength(1);
  await cache.delete(['test', 'a']);
  expect(await ages()).toHaveLength(0);
});
