import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operator } from '../../../src/domain/caller.ts';
import { requestFollow } from '../../../src/domain/follows/follow.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { createClient, type Json, type TestClient } from '../../support/mastodon-client.ts';
import { expectEntity } from '../../support/mastodon-schema.ts';
import { startNode, type TestNode } from '../../support/node.ts';

let node: TestNode;
let anna: TestClient;
let bruno: TestClient;
let carla: TestClient;

beforeAll(async () => {
  node = await startNode({ background: false });
  [anna, bruno, carla] = await Promise.all(
    ['anna', 'bruno', 'carla'].map((handle) => createClient(node, handle)) as [
      Promise<TestClient>,
      Promise<TestClient>,
      Promise<TestClient>,
    ],
  );
}, 60_000);
afterAll(() => node.stop());

const say = async (who: TestClient, status: object): Promise<Json> =>
  (await who.post('/api/v1/statuses', status)).body;
const follow = (who: TestClient, whom: TestClient) =>
  requestFollow(node.services.domain, operator, who.actor.id, whom.actor.id);
const ids = (list: Json) => [...list].map(({ id }) => id);
const home = async (who: TestClient) => ids((await who.get('/api/v1/timelines/home')).body);
const on = (who: TestClient, path: string) => `/api/v1/accounts/${who.actor.id}/${path}`;

describe('blocks', () => {
  test('end follows on both sides, hide each from the other, and are taken back', async () => {
    await follow(anna, bruno);
    await follow(bruno, anna);
    const before = await say(bruno, { status: 'prima del blocco @anna' });
    expect(await home(anna)).toContain(before.id);
    const blocked = (await anna.post(on(bruno, 'block'))).body;
    expectEntity('Relationship', blocked);
    expect(blocked).toMatchObject({ blocking: true, following: false, followed_by: false });
    expect((await anna.post(on(bruno, 'block'))).body).toEqual(blocked);
    expect(await home(anna)).not.toContain(before.id);
    const list = (await anna.get('/api/v1/blocks')).body;
    for (const account of list) expectEntity('Account', account);
    expect(ids(list)).toEqual([bruno.actor.id]);
    const told = (await anna.get('/api/v1/notifications')).body;
    expect([...told].map(({ account }) => account.id)).not.toContain(bruno.actor.id);
    expect((await bruno.post(on(anna, 'follow'))).status).toBe(403);
    const [seen] = (await bruno.get(`/api/v1/accounts/relationships?id=${anna.actor.id}`)).body;
    expect(seen).toMatchObject({ blocked_by: true, blocking: false });
    // What is hidden answers like what never was.
    const mine = await say(anna, { status: 'dopo il blocco' });
    const missing = await bruno.get('/api/v1/statuses/1');
    const hidden = await bruno.get(`/api/v1/statuses/${mine.id}`);
    expect([hidden.status, hidden.body]).toEqual([missing.status, missing.body]);
    await say(bruno, { status: 'mi senti @anna?' });
    const after = (await anna.get('/api/v1/notifications')).body;
    expect([...after].map(({ account }) => account.id)).not.toContain(bruno.actor.id);
    expect((await anna.post(on(bruno, 'unblock'))).body).toMatchObject({ blocking: false });
    expect((await bruno.get(`/api/v1/statuses/${mine.id}`)).status).toBe(200);
    expect((await anna.post(on(anna, 'block'))).status).toBe(422);
  });

  test('a follower is sent away', async () => {
    await follow(bruno, anna);
    expect((await anna.post(on(bruno, 'remove_from_followers'))).body).toMatchObject({ followed_by: false });
  });
});

describe('mutes', () => {
  test('hide what somebody writes from timelines, not the person; with or without what one is told', async () => {
    await follow(anna, carla);
    const seen = await say(carla, { status: 'ciao @anna #silenzio' });
    const quiet = (await anna.post(on(carla, 'mute'), { notifications: false, duration: 3600 })).body;
    expectEntity('Relationship', quiet);
    expect(quiet).toMatchObject({ muting: true, muting_notifications: false, following: true });
    expect(await home(anna)).not.toContain(seen.id);
    expect(ids((await anna.get('/api/v1/timelines/tag/silenzio')).body)).not.toContain(seen.id);
    expect(ids((await bruno.get('/api/v1/timelines/tag/silenzio')).body)).toContain(seen.id);
    expect(ids((await anna.get(on(carla, 'statuses'))).body)).toContain(seen.id);
    const loud = await say(carla, { status: 'ancora @anna' });
    const told = (await anna.get('/api/v1/notifications?types[]=mention')).body;
    expect([...told].map(({ status }) => status.id)).toContain(loud.id);
    await anna.post(on(carla, 'mute'), { notifications: 'true' });
    const unheard = await say(carla, { status: 'niente @anna' });
    const rest = (await anna.get('/api/v1/notifications?types[]=mention')).body;
    expect([...rest].map(({ status }) => status.id)).not.toContain(unheard.id);
    const list = (await anna.get('/api/v1/mutes')).body;
    for (const account of list) expectEntity('MutedAccount', account);
    expect([...list]).toMatchObject([{ id: carla.actor.id, mute_expires_at: null }]);
    expect((await anna.post(on(carla, 'unmute'))).body).toMatchObject({ muting: false });
    expect(await home(anna)).toContain(seen.id);
  });

  test('of whole servers are kept as a list of names', async () => {
    expect((await anna.post('/api/v1/domain_blocks?domain=Altrove.Example')).status).toBe(200);
    expect((await anna.get('/api/v1/domain_blocks')).body).toEqual(['altrove.example']);
    expect((await anna.post('/api/v1/domain_blocks', { domain: 'a b' })).status).toBe(422);
    await anna.delete('/api/v1/domain_blocks?domain=altrove.example');
    expect((await anna.get('/api/v1/domain_blocks')).body).toEqual([]);
  });

  test('notes are for oneself', async () => {
    expect((await anna.post(on(carla, 'note'), { comment: 'del mercato' })).body).toMatchObject({
      note: 'del mercato',
    });
    const [other] = (await bruno.get(`/api/v1/accounts/relationships?id[]=${carla.actor.id}`)).body;
    expect(other).toMatchObject({ note: '' });
    expect((await anna.post(on(carla, 'note'), {})).body).toMatchObject({ note: '' });
  });

  test('followers that one knows', async () => {
    await follow(anna, bruno);
    await follow(bruno, carla);
    const [found] = (await anna.get(`/api/v1/accounts/familiar_followers?id[]=${carla.actor.id}`)).body;
    expect(ids(found?.accounts as Json)).toEqual([bruno.actor.id]);
  });
});

test('filters, old and new, say of a status why it is filtered', async () => {
  const made = await anna.post('/api/v2/filters', {
    title: 'Niente politica',
    context: ['home', 'public'],
    filter_action: 'hide',
    expires_in: 3600,
    keywords_attributes: [{ keyword: 'voto', whole_word: true }],
  });
  const filter = made.body;
  expect(made.status).toBe(200);
  expectEntity('Filter', filter);
  const path = `/api/v2/filters/${filter.id}`;
  const hit = await say(bruno, { status: 'Domani il VOTO, venite' });
  const near = await say(bruno, { status: 'una cosa da votoni' });
  const read = async (post: Json) => {
    const { body } = await anna.get(`/api/v1/statuses/${post.id}`);
    expectEntity('Status', body);
    return (body as unknown as { filtered: unknown[] }).filtered;
  };
  expect(await read(hit)).toMatchObject([{ keyword_matches: ['voto'], filter: { filter_action: 'hide' } }]);
  expect(await read(near)).toEqual([]);
  const kept = (await anna.post(`${path}/statuses`, { status_id: near.id })).body;
  expect(await read(near)).toMatchObject([{ status_matches: [near.id] }]);
  expect((await anna.delete(`/api/v2/filters/statuses/${kept.id}`)).status).toBe(200);
  expect(await read(near)).toEqual([]);
  const keyword = (await anna.post(`${path}/keywords`, { keyword: 'urna', whole_word: false })).body;
  expectEntity('FilterKeyword', keyword);
  expect((await anna.put(`/api/v2/filters/keywords/${keyword.id}`, { keyword: 'urne' })).body).toMatchObject({
    keyword: 'urne',
    whole_word: false,
  });
  expect([...(await anna.get('/api/v1/filters')).body]).toHaveLength(2);
  expect((await anna.delete(`/api/v2/filters/keywords/${keyword.id}`)).status).toBe(200);
  const changed = (await anna.put(path, { title: 'Voti', expires_in: '' })).body;
  expect(changed).toMatchObject({ title: 'Voti', expires_at: null, keywords: [{ keyword: 'voto' }] });
  const missing = await bruno.get('/api/v2/filters/1');
  for (const answer of [
    await bruno.get(path),
    await bruno.put(path, { title: 'x' }),
    await bruno.delete(path),
  ]) {
    expect([answer.status, answer.body]).toEqual([missing.status, missing.body]);
  }
  expect((await bruno.get('/api/v2/filters')).body).toEqual([]);
  await anna.delete(path);
  const old = (await anna.post('/api/v1/filters', { phrase: 'saldi', context: ['home'], irreversible: true }))
    .body;
  expect(old).toMatchObject({ phrase: 'saldi', irreversible: true, whole_word: false });
  expect(
    (await anna.put(`/api/v1/filters/${old.id}`, { phrase: 'sconti', context: ['home'] })).body,
  ).toMatchObject({
    phrase: 'sconti',
  });
  expect((await anna.delete(`/api/v1/filters/${old.id}`)).status).toBe(200);
  expect((await anna.get('/api/v2/filters')).body).toEqual([]);
  expect((await anna.post('/api/v2/filters', { title: 'vuoto' })).status).toBe(422);
});

test('a followed hashtag brings what is public into the home timeline', async () => {
  const tag = (await anna.post('/api/v1/tags/Canapa/follow')).body;
  expectEntity('Tag', tag);
  expect(tag).toMatchObject({ name: 'canapa', following: true });
  const stranger = await createClient(node, 'elena');
  const found = await say(stranger, { status: 'semi di #canapa' });
  const quiet = await say(stranger, { status: 'solo per chi segue #canapa', visibility: 'private' });
  expect(await home(anna)).toContain(found.id);
  expect(await home(anna)).not.toContain(quiet.id);
  const followed = (await anna.get('/api/v1/followed_tags')).body;
  expect([...followed].map(({ name }) => name)).toEqual(['canapa']);
  expect((await anna.post('/api/v1/tags/canapa/unfollow')).body).toMatchObject({ following: false });
  expect((await anna.get('/api/v1/followed_tags')).body).toEqual([]);
  expect((await anna.post(`/api/v1/tags/${encodeURIComponent('a b')}/follow`)).status).toBe(422);
});

test('what needs a scope is closed to a token without it', async () => {
  const reader = await createClient(node, 'franco', { scopes: ['read:statuses'] });
  expect((await reader.post(on(anna, 'block'))).status).toBe(403);
  expect((await reader.get('/api/v1/blocks')).status).toBe(403);
  expect((await reader.post('/api/v2/filters', { title: 'x' })).status).toBe(403);
});

test('the directory is read in the order of names', async () => {
  for (const handle of ['zafferano', 'arnia']) {
    await addMember(node.services.domain, operator, { handle, name: handle, kind: 'enterprise' });
  }
  const all = (await anna.get('/api/v1/directory')).body;
  const names = [...all].map(({ username }) => String(username));
  expect(names.indexOf('arnia')).toBeLessThan(names.indexOf('zafferano'));
  expect(names).toContain('arnia');
  for (const account of all) expectEntity('Account', account);
  expect(ids((await anna.get('/api/v1/directory?limit=1&offset=1')).body)).toEqual(ids(all).slice(1, 2));
});

test('people are found by what they are called, and by their address', async () => {
  const found = (await anna.get('/api/v1/accounts/search?q=carla')).body;
  for (const account of found) expectEntity('Account', account);
  expect(ids(found)).toEqual([carla.actor.id]);
  expect(ids((await anna.get(`/api/v1/accounts/search?q=@carla@${node.host}`)).body)).toEqual([
    carla.actor.id,
  ]);
});

test('requests are counted, for who has access apart from who has none, until the window is over', async () => {
  const { clock } = node.services.domain;
  const first = await anna.get('/api/v1/preferences');
  const left = (answer: { headers: Headers }) => Number(answer.headers.get('x-ratelimit-remaining'));
  expect(first.headers.get('x-ratelimit-limit')).toBe('600');
  const reset = String(first.headers.get('x-ratelimit-reset'));
  expect(reset).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(new Date(reset).getTime()).toBeGreaterThan(clock.now().getTime());
  expect(left(await anna.get('/api/v1/preferences'))).toBe(left(first) - 1);
  // Made-up tokens, each another one: the address they come from is counted.
  const guess = () =>
    fetch(`${node.origin}/api/v1/preferences`, { headers: { authorization: `Bearer ${Math.random()}` } });
  let last = await guess();
  expect(last.status).toBe(401);
  while (left(last) > 0) {
    const answers = await Promise.all(Array.from({ length: 20 }, guess));
    last = answers.toSorted((a, b) => left(a) - left(b))[0] ?? last;
  }
  const refused = await guess();
  expect(refused.status).toBe(429);
  expect(await refused.json()).toEqual({ error: expect.any(String) });
  expect((await anna.get('/api/v1/preferences')).status).toBe(200);
});
