import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operator } from '../../../src/domain/caller.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { createClient, speaker, type TestClient } from '../../support/mastodon-client.ts';
import { startNode, type TestNode } from '../../support/node.ts';
import { tokenIn } from '../../support/web.ts';

let node: TestNode;
let anna: TestClient;

beforeAll(async () => {
  node = await startNode({ background: false });
  anna = await createClient(node, 'anna');
});
afterAll(() => node.stop());

/** A GET with a `Host` of one's own, which fetch does not let anyone choose. */
function get(path: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(node.origin);
    const asked = request({ hostname, port, path, headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      resolve(`${JSON.stringify(response.headers)}\n${Buffer.concat(chunks).toString()}`);
    });
    asked.on('error', reject);
    asked.end();
  });
}

test.each([
  '/',
  '/.well-known/webfinger?resource=acct:distretto@localhost',
  '/.well-known/oauth-authorization-server',
  '/api/v2/instance',
  '/nodeinfo/2.1',
  '/offerte.atom',
  '/aderisci',
])('a poisoned Host leaves no trace in %s', async (path) => {
  const headers = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    forwarded: 'host=evil.example',
  };
  expect(await get(path, headers)).not.toContain('evil.example');
});

test('whoever says that they come from somewhere else is still who they are', async () => {
  const form = await fetch(`${node.origin}/accedi`);
  const cookie = form.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const csrf = tokenIn(await form.text());
  const statuses = new Set<number>();
  for (let turn = 0; turn < 25; turn++) {
    const answer = await fetch(`${node.origin}/accedi`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        cookie,
        origin: node.origin,
        'sec-fetch-site': 'same-origin',
        'x-forwarded-for': `198.51.100.${turn}`,
      },
      body: new URLSearchParams({
        csrf,
        email: `nessuno${turn}@valle.example`,
        password: 'una frase sbagliata',
      }),
    });
    statuses.add(answer.status);
  }
  expect(statuses).toContain(429);
});

describe('what is private', () => {
  test('is kept by no cache between', async () => {
    const status = (await anna.post('/api/v1/statuses', { status: 'solo noi', visibility: 'private' })).body;
    const headers = { authorization: `Bearer ${anna.token}` };
    for (const path of [`/api/v1/statuses/${status.id}`, '/api/v1/timelines/home', '/api/v1/notifications']) {
      const answer = await fetch(`${node.origin}${path}`, { headers });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control'), path).toMatch(/private|no-store/);
    }
    const object = await fetch(String(status.uri), { headers: { accept: 'application/activity+json' } });
    expect(object.status).toBe(404);
    expect(object.headers.get('cache-control') ?? 'no-store').not.toContain('public');
  });
});

test('an application acts for the one that was chosen, and for no other', async () => {
  const farm = await addMember(node.services.domain, operator, {
    handle: 'podere',
    name: 'Podere',
    kind: 'enterprise',
  });
  const asFarm = await createClient(node, 'gino', { as: farm });
  const post = (await asFarm.post('/api/v1/statuses', { status: 'Dal podere' })).body;
  expect(post.account.acct).toBe('podere');
  for (const answer of [
    await anna.put(`/api/v1/statuses/${post.id}`, { status: 'Presa' }),
    await anna.delete(`/api/v1/statuses/${post.id}`),
    await anna.post(`/api/v1/statuses/${post.id}/pin`),
  ]) {
    expect([403, 404, 422]).toContain(answer.status);
  }
  expect((await anna.get(`/api/v1/statuses/${post.id}`)).body.content).toContain('Dal podere');
});

test.each(["max_id=1'--", 'max_id=99999999999999999999', 'min_id=x', 'since_id=%00', 'limit=x'])(
  'a bad cursor (%s) is refused',
  async (query) => {
    const { status } = await anna.get(`/api/v1/timelines/home?${query}`);
    expect([400, 422]).toContain(status);
  },
);

test.each(['/api/v1/reports', '/api/v1/domain_blocks', '/api/v1/push/subscription'])(
  'without a token %s is closed',
  async (path) => {
    expect((await speaker(node.origin).post(path, {})).status).toBe(401);
  },
);
