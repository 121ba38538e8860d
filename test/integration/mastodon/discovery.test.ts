import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operator } from '../../../src/domain/caller.ts';
import { requestFollow, undoFollow } from '../../../src/domain/follows/follow.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { createClient, type Json, speaker, type TestClient } from '../../support/mastodon-client.ts';
import { expectEntity } from '../../support/mastodon-schema.ts';
import { startNode, type TestNode } from '../../support/node.ts';

let node: TestNode;
let anna: TestClient;
let bruno: TestClient;
let carla: TestClient;
let dora: TestClient;

beforeAll(async () => {
  node = await startNode({ background: false });
  const one = (handle: string) => createClient(node, handle);
  [anna, bruno, carla, dora] = await Promise.all([one('anna'), one('bruno'), one('carla'), one('dora')]);
  const wantsToBeFound = { discoverable: true };
  for (const who of [bruno, carla, dora]) {
    await who.patch('/api/v1/accounts/update_credentials', wantsToBeFound);
  }
}, 60_000);
afterAll(() => node.stop());

const say = async (who: TestClient, status: object): Promise<Json> => {
  const { status: answer, body } = await who.post('/api/v1/statuses', status);
  expect(answer).toBe(200);
  return body;
};
const follow = (who: TestClient, whom: TestClient) =>
  requestFollow(node.services.domain, operator, who.actor.id, whom.actor.id);
const unfollow = (who: TestClient, whom: TestClient) =>
  undoFollow(node.services.domain, operator, who.actor.id, whom.actor.id);
const ids = (list: Json) => [...list].map(({ id }) => id);
const on = (who: TestClient, path: string) => `/api/v1/accounts/${who.actor.id}/${path}`;
const home = async (who: TestClient) => ids((await who.get('/api/v1/timelines/home')).body);
const told = async (who: TestClient, kind: string) =>
  [...(await who.get(`/api/v1/notifications?types[]=${kind}`)).body].map(({ status }) => status.id);

describe('a follow', () => {
  test('brings what was asked of it: boosts or none, some languages, word of each post', async () => {
    await follow(anna, bruno);
    const own = await say(bruno, { status: 'il mio', language: 'it' });
    const foreign = await say(bruno, { status: 'mine', language: 'en-GB' });
    const others = await say(carla, { status: 'di Carla', language: 'it' });
    const boost = (await bruno.post(`/api/v1/statuses/${others.id}/reblog`)).body;
    expect(await home(anna)).toEqual(expect.arrayContaining([own.id, foreign.id, boost.id]));
    const asked = await anna.post(on(bruno, 'follow'), {
      reblogs: false,
      notify: 'true',
      languages: ['it'],
    });
    expectEntity('Relationship', asked.body);
    expect(asked.body).toMatchObject({
      following: true,
      showing_reblogs: false,
      notifying: true,
      languages: ['it'],
    });
    expect(await home(anna)).toContain(own.id);
    expect(await home(anna)).not.toContain(boost.id);
    expect(await home(anna)).not.toContain(foreign.id);
    const again = await say(carla, { status: 'ancora di Carla' });
    await bruno.post(`/api/v1/statuses/${again.id}/reblog`);
    const news = await say(bruno, { status: 'novità' });
    const english = await say(bruno, { status: 'news', language: 'en' });
    const answer = await say(bruno, { status: 'aggiungo', in_reply_to_id: news.id });
    const named = await say(bruno, { status: '@anna per te' });
    const seen = await home(anna);
    expect(seen).toContain(news.id);
    expect(seen).not.toContain(english.id);
    expect([...(await anna.get('/api/v1/timelines/home')).body].filter(({ reblog }) => reblog)).toEqual([]);
    expect(await told(anna, 'status')).toEqual([news.id]);
    expect(await told(anna, 'mention')).toEqual([named.id]);
    expect(seen).toContain(answer.id);
    // What is not said stays as it is.
    expect((await anna.post(on(bruno, 'follow'))).body).toMatchObject({ notifying: true, languages: ['it'] });
    const open = await anna.post(on(bruno, 'follow'), { reblogs: true, notify: false, languages: [] });
    expect(open.body).toMatchObject({ showing_reblogs: true, notifying: false, languages: null });
    expect(await home(anna)).toEqual(expect.arrayContaining([boost.id, foreign.id, english.id, news.id]));
    await say(bruno, { status: 'in silenzio' });
    expect(await told(anna, 'status')).toEqual([news.id]);
    expect((await anna.post(on(bruno, 'follow'), { languages: ['<b>'] })).status).toBe(422);
  });
});

describe('a profile', () => {
  test('shows whom its owner follows and recommends, as long as they follow them', async () => {
    expect((await anna.post(on(carla, 'endorse'))).status).toBe(422);
    await follow(anna, carla);
    for (const path of ['endorse', 'pin']) {
      const { body } = await anna.post(on(carla, path));
      expectEntity('Relationship', body);
      expect(body).toMatchObject({ endorsed: true });
    }
    const list = (await speaker(node.origin).get(on(anna, 'endorsements'))).body;
    for (const account of list) expectEntity('Account', account);
    expect(ids(list)).toEqual([carla.actor.id]);
    expect(ids((await anna.get('/api/v1/endorsements')).body)).toEqual([carla.actor.id]);
    await unfollow(anna, carla);
    expect((await anna.get('/api/v1/endorsements')).body).toEqual([]);
    await follow(anna, carla);
    expect((await anna.post(on(carla, 'unpin'))).body).toMatchObject({ endorsed: false });
    expect((await anna.get('/api/v1/endorsements')).body).toEqual([]);
  });

  test('shows hashtags, with how often they were used in what is for everyone', async () => {
    await say(dora, { status: 'ecco #semi e #Orto' });
    await say(dora, { status: 'ancora #semi' });
    await say(dora, { status: 'solo qui #semi', visibility: 'private' });
    const suggested = (await dora.get('/api/v1/featured_tags/suggestions')).body;
    for (const tag of suggested) expectEntity('Tag', tag);
    expect([...suggested].map(({ name }) => name)).toEqual(['semi', 'orto']);
    const shown = await dora.post('/api/v1/featured_tags', { name: '#Semi' });
    expectEntity('FeaturedTag', shown.body);
    expect(shown.body).toMatchObject({ name: 'semi', statuses_count: '2' });
    const feature = (await dora.post('/api/v1/tags/orto/feature')).body;
    expectEntity('Tag', feature);
    expect(feature).toMatchObject({ featuring: true });
    const list = (await speaker(node.origin).get(on(dora, 'featured_tags'))).body;
    for (const tag of list) expectEntity('FeaturedTag', tag);
    expect([...list].map(({ name }) => name)).toEqual(['semi', 'orto']);
    expect((await dora.get('/api/v1/featured_tags/suggestions')).body).toEqual([]);
    // Of others' nothing is taken away.
    await anna.delete(`/api/v1/featured_tags/${shown.body.id}`);
    expect([...(await dora.get('/api/v1/featured_tags')).body]).toHaveLength(2);
    await dora.delete(`/api/v1/featured_tags/${shown.body.id}`);
    expect((await dora.post('/api/v1/tags/orto/unfeature')).body).toMatchObject({ featuring: false });
    expect((await dora.get('/api/v1/featured_tags')).body).toEqual([]);
    for (let n = 0; n < 10; n++) await dora.post('/api/v1/featured_tags', { name: `tag_${n}` });
    expect((await dora.post('/api/v1/featured_tags', { name: 'di_troppo' })).status).toBe(422);
    expect((await dora.post('/api/v1/featured_tags', { name: 'tag_1' })).status).toBe(200);
  });

  test('and habits of writing are kept, and are what counts where nothing else is said', async () => {
    const change = { source: { privacy: 'private', sensitive: true, language: 'en' } };
    const { body } = await dora.patch('/api/v1/accounts/update_credentials', change);
    expectEntity('CredentialAccount', body);
    expect(body).toMatchObject({ source: change.source });
    expect((await dora.get('/api/v1/preferences')).body).toMatchObject({
      'posting:default:visibility': 'private',
      'posting:default:sensitive': true,
      'posting:default:language': 'en',
    });
    const quiet = await say(dora, { status: 'come al solito' });
    expect(quiet).toMatchObject({ visibility: 'private', sensitive: true, language: 'en' });
    const loud = await say(dora, {
      status: 'stavolta no',
      visibility: 'public',
      sensitive: false,
      language: 'it',
    });
    expect(loud).toMatchObject({ visibility: 'public', sensitive: false, language: 'it' });
    const back = { source: { privacy: 'public', sensitive: false, language: '' } };
    await dora.patch('/api/v1/accounts/update_credentials', back);
    expect((await dora.get('/api/v1/preferences')).body).toMatchObject({
      'posting:default:visibility': 'public',
      'posting:default:language': 'it',
    });
    const profile = await dora.patch('/api/v1/profile', { display_name: 'Dora', note: 'Semi antichi' });
    expectEntity('Profile', profile.body);
    expect(profile.body).toMatchObject({ display_name: 'Dora', note: 'Semi antichi', bot: false });
    expect((await dora.get('/api/v1/profile')).body).toEqual(profile.body);
  });
});

test('whom those follow that one follows is suggested first, then who is new here; nobody whom one turned down', async () => {
  const elsa = await createClient(node, 'elsa');
  await follow(elsa, bruno);
  await follow(bruno, dora);
  const { body } = await elsa.get('/api/v2/suggestions');
  for (const one of body) expectEntity('Suggestion', one);
  expect([...body].map(({ account }) => account.id)).toEqual([dora.actor.id, carla.actor.id]);
  expect([...body]).toMatchObject([{ sources: ['friends_of_friends'] }, { sources: ['featured'] }]);
  const first = (await elsa.get('/api/v1/suggestions?limit=1')).body;
  for (const account of first) expectEntity('Account', account);
  expect(ids(first)).toEqual([dora.actor.id]);
  await elsa.delete(`/api/v1/suggestions/${dora.actor.id}`);
  await elsa.post(on(carla, 'block'));
  expect((await elsa.get('/api/v2/suggestions')).body).toEqual([]);
  expect((await speaker(node.origin).get('/api/v2/suggestions')).status).toBe(401);
});

test('trends are what most people liked, passed on or answered this week, of what is for everyone', async () => {
  const { domain } = node.services;
  const honey = await publishProposal(domain, operator, carla.actor.id, { purpose: 'offer', title: 'Miele' });
  const liked = await say(carla, { status: 'piace a due' });
  await say(carla, { status: 'piace a nessuno' });
  const closed = await say(carla, { status: 'solo per chi segue', visibility: 'private' });
  for (const who of [anna, bruno]) await who.post(`/api/v1/statuses/${liked.id}/favourite`);
  await bruno.post(`/api/v1/statuses/${liked.id}/reblog`);
  await follow(anna, carla);
  await anna.post(`/api/v1/statuses/${closed.id}/favourite`);
  await say(dora, { status: 'ne vorrei', in_reply_to_id: honey.id });
  const { body } = await speaker(node.origin).get('/api/v1/trends/statuses?limit=2');
  for (const status of body) expectEntity('Status', status);
  expect(ids(body)).toEqual([liked.id, honey.id]);
  expect(ids((await anna.get('/api/v1/trends/statuses')).body)).not.toContain(closed.id);
  expect(ids((await anna.get('/api/v1/trends/statuses?limit=1&offset=1')).body)).toEqual([honey.id]);
  const links = (await anna.get('/api/v1/trends/links')).body;
  for (const link of links) expectEntity('TrendsLink', link);
  expect([...links]).toMatchObject([{ title: 'Miele', history: [{ accounts: '1' }] }]);
});

test('what was said is found by its words: in public where its author may be found, and what one wrote, liked or was named in', async () => {
  const find = async (who: Pick<TestClient, 'get'>, q: string) => {
    const { body } = await who.get(`/api/v2/search?type=statuses&q=${encodeURIComponent(q)}`);
    expectEntity('Search', body);
    return ids(body.statuses);
  };
  await unfollow(anna, bruno);
  const open = await say(bruno, { status: 'una <b>trebbiatrice</b> per tutti' });
  const shy = await say(anna, { status: 'la mia trebbiatrice' });
  const direct = await say(bruno, { status: '@carla la trebbiatrice è tua', visibility: 'direct' });
  const anyone = speaker(node.origin);
  expect(await find(anyone, 'trebbiatrici')).toEqual([open.id]);
  expect(await find(dora, 'trebbiatrice')).toEqual([open.id]);
  expect(await find(anna, 'trebbiatrice')).toEqual([shy.id, open.id]);
  expect(await find(carla, 'trebbiatrice')).toEqual([direct.id, open.id]);
  expect(await find(bruno, 'trebbiatrice')).toEqual([direct.id, open.id]);
  await dora.post(`/api/v1/statuses/${shy.id}/favourite`);
  expect(await find(dora, 'trebbiatrice')).toEqual([shy.id, open.id]);
  const path = '/api/v2/search?type=statuses&q=trebbiatrice&limit=1&offset=1';
  expect(ids((await dora.get(path)).body.statuses)).toEqual([open.id]);
  await bruno.delete(`/api/v1/statuses/${open.id}`);
  expect(await find(anyone, 'trebbiatrice')).toEqual([]);
  expect(await find(anyone, '" OR (')).toEqual([]);
});

test('what is between people is also one list', async () => {
  const first = await say(bruno, { status: '@dora uno', visibility: 'direct' });
  const second = await say(dora, { status: '@bruno due', visibility: 'direct', in_reply_to_id: first.id });
  await say(anna, { status: '@carla altro', visibility: 'direct' });
  const { body } = await dora.get('/api/v1/timelines/direct?limit=2');
  for (const status of body) expectEntity('Status', status);
  expect(ids(body)).toEqual([second.id, first.id]);
  expect(ids((await dora.get(`/api/v1/timelines/direct?min_id=${first.id}`)).body)).toEqual([second.id]);
});

test('accounts are read several at once; who one is, also by POST', async () => {
  const { body } = await anna.get(
    `/api/v1/accounts?id[]=${carla.actor.id}&id[]=${bruno.actor.id}&id[]=${bruno.actor.id}&id[]=1`,
  );
  for (const account of body) expectEntity('Account', account);
  expect(ids(body)).toEqual([carla.actor.id, bruno.actor.id]);
  expect((await anna.get('/api/v1/accounts')).body).toEqual([]);
  expect((await anna.get('/api/v1/directory?offset=999999999')).body).toEqual([]);
  const fido = await createClient(node, 'fido', { scopes: ['profile'] });
  for (const answer of [await fido.get('/oauth/userinfo'), await fido.post('/oauth/userinfo', {})]) {
    expect(answer.body).toMatchObject({ sub: fido.actor.uri, preferred_username: 'fido' });
  }
  expect((await anna.post('/oauth/userinfo', {})).status).toBe(403);
});
