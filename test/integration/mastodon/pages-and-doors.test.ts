import { afterAll, beforeAll, expect, test } from 'vitest';
import { operator } from '../../../src/domain/caller.ts';
import { requestFollow } from '../../../src/domain/follows/follow.ts';
import { changeProfile } from '../../../src/domain/members/change-profile.ts';
import { oauthApps } from '../../../src/domain/oauth/oauth.table.ts';
import { registerApp, sweepUnusedApps } from '../../../src/domain/oauth/register-app.ts';
import { type Answer, createClient, speaker, type TestClient } from '../../support/mastodon-client.ts';
import { startNode, type TestNode } from '../../support/node.ts';

let node: TestNode;
let anna: TestClient;
let others: TestClient[];
let now = Date.now();

beforeAll(async () => {
  node = await startNode({ background: false, clock: { now: () => new Date(now) } });
  anna = await createClient(node, 'anna');
  others = await Promise.all(
    ['bruno', 'carla', 'dario', 'elena'].map((handle) => createClient(node, handle)),
  );
}, 60_000);
afterAll(() => node.stop());

const linked = ({ headers }: Answer, rel: 'next' | 'prev') =>
  new RegExp(`<([^>]+)>; rel="${rel}"`).exec(headers.get('link') ?? '')?.[1]?.replace(node.origin, '') ?? '';
const names = ({ body }: Answer) => [...body].map(({ acct }) => String(acct));

async function followEachInTurn(): Promise<void> {
  for (const { actor } of others) {
    now += 1000;
    await requestFollow(node.services.domain, operator, actor.id, anna.actor.id);
  }
}

test.each([
  ['followers', false],
  ['follow_requests', true],
])('%s are read forth and back', async (list, locked) => {
  const { domain } = node.services;
  await changeProfile(domain, operator, anna.actor.id, { manuallyApproves: locked });
  await followEachInTurn();
  const path = locked ? `/api/v1/${list}` : `/api/v1/accounts/${anna.actor.id}/${list}`;
  const first = await anna.get(`${path}?limit=2`);
  expect(names(first)).toEqual(['elena', 'dario']);
  const second = await anna.get(linked(first, 'next'));
  expect(names(second)).toEqual(['carla', 'bruno']);
  expect(names(await anna.get(linked(second, 'prev')))).toEqual(['elena', 'dario']);
  expect(names(await anna.get(linked(first, 'prev')))).toEqual([]);
  for (const { actor } of others) await anna.post(`/api/v1/accounts/${actor.id}/remove_from_followers`);
  for (const other of others) await other.post(`/api/v1/accounts/${anna.actor.id}/unfollow`);
});

test.each(['%:x', 'a:%zz', 'nocolon', ''])(
  'credentials that nobody could mean (%j) open nothing',
  async (text) => {
    const authorization = `Basic ${Buffer.from(text).toString('base64')}`;
    const answer = await speaker(node.origin).post(
      '/oauth/token',
      { grant_type: 'client_credentials' },
      { authorization },
    );
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ error: 'invalid_client' });
  },
);

test('the picture of the node is one that can be fetched', async () => {
  for (const version of ['v1', 'v2']) {
    const { body } = await anna.get(`/api/${version}/instance`);
    const { thumbnail } = body as unknown as { thumbnail: string | { url: string } };
    const picture = await fetch(typeof thumbnail === 'string' ? thumbnail : thumbnail.url);
    expect(picture.status).toBe(200);
    expect(picture.headers.get('content-type')).toMatch(/^image\/(?:png|jpeg|webp)/);
  }
});

test.each(['endorsements', 'identity_proofs', 'featured_tags'])('of %s somebody has none', async (list) => {
  const answer = await anna.get(`/api/v1/accounts/${anna.actor.id}/${list}`);
  expect([answer.status, answer.body]).toEqual([200, []]);
});

test('an application that nobody has let in for a month is forgotten', async () => {
  const { domain } = node.services;
  const input = { name: 'Mai usata', redirectUris: ['urn:ietf:wg:oauth:2.0:oob'], scopes: 'read' };
  const { app } = await registerApp(domain, input);
  const known = async () =>
    (await domain.db.select({ id: oauthApps.id }).from(oauthApps)).map(({ id }) => id);
  await sweepUnusedApps(domain);
  expect(await known()).toContain(app.id);
  const used = (await known()).filter((id) => id !== app.id);
  now += 31 * 86_400_000;
  await sweepUnusedApps(domain);
  expect((await known()).toSorted()).toEqual(used.toSorted());
});
