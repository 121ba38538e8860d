import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countedMastodon } from '../../support/counted-mastodon.ts';
import { createClient } from '../../support/mastodon-client.ts';
import {
  type Body,
  checkedSpeaker,
  describedOperations,
  withoutNames,
} from '../../support/mastodon-operations.ts';
import { pictureForm, type Scene, startScene } from '../../support/mastodon-scene.ts';
import { expectEntity } from '../../support/mastodon-schema.ts';
import { doAll, readAll } from '../../support/mastodon-walk.ts';

/** What this node does not do, and answers with 404. */
const LEFT_OUT = [
  // Accounts are for who was let in: in the pages.
  'POST /api/v1/accounts',
  'POST /api/v1/emails/confirmations',
  // Notices of those who keep a server: there are none, and so nothing to put away.
  'POST /api/v1/announcements/{id}/dismiss',
  'PUT /api/v1/announcements/{id}/reactions/{name}',
  'DELETE /api/v1/announcements/{id}/reactions/{name}',
  // Collections of accounts, of Mastodon 4.6.
  'GET /api/v1/accounts/{account_id}/collections',
  'GET /api/v1/accounts/{account_id}/in_collections',
  'POST /api/v1/collections',
  'GET /api/v1/collections/{id}',
  'PATCH /api/v1/collections/{id}',
  'DELETE /api/v1/collections/{id}',
  'POST /api/v1/collections/{collection_id}/items',
  'DELETE /api/v1/collections/{collection_id}/items/{id}',
  'POST /api/v1/collections/{collection_id}/items/{id}/revoke',
  // Quotes: `api_versions.mastodon` says that there are none.
  'PUT /api/v1/statuses/{id}/interaction_policy',
  'POST /api/v1/statuses/{id}/quotes/{quoting_status_id}/revoke',
  // Looking back on a year; machine translation; work that goes on after the answer.
  'GET /api/v1/annual_reports',
  'GET /api/v1/annual_reports/{year}',
  'GET /api/v1/annual_reports/{year}/state',
  'POST /api/v1/annual_reports/{year}/generate',
  'POST /api/v1/annual_reports/{year}/read',
  'POST /api/v1/statuses/{id}/translate',
  'GET /api/v1_alpha/async_refreshes/{id}',
  // Texts that a node has as pages, where it has them.
  'GET /api/v1/instance/domain_blocks',
  'GET /api/v1/instance/privacy_policy',
  'GET /api/v1/instance/terms_of_service',
  'GET /api/v1/instance/terms_of_service/{date}',
  'GET /api/oembed',
];
/** In other rooms than the client API. */
const ELSEWHERE = ['GET /oauth/authorize', 'GET /health'];

const operations = describedOperations();

let scene: Scene;
let counted: Awaited<ReturnType<typeof countedMastodon>>;

beforeAll(async () => {
  scene = await startScene();
  counted = await countedMastodon(scene.node);
}, 120_000);
afterAll(async () => {
  await counted?.close();
  await scene?.close();
});

test('every list takes as many queries for one thing as for many', async () => {
  const { anna, others, own, farm } = scene;
  const token = anna.token;
  const { id: listId } = (await anna.post('/api/v1/lists', { title: 'Tutti' })).body;
  const ids = others.map(({ actor }) => actor.id);
  await anna.post(`/api/v1/lists/${listId}/accounts`, { account_ids: ids });
  const several = (name: string) => (many: boolean) =>
    (many ? ids : ids.slice(0, 1)).map((id) => `${name}[]=${id}`).join('&');
  const limited = (many: boolean) => `limit=${many ? 40 : 1}`;
  const by = (path: string, query = limited) => ({ path, query });
  for (const { path, query } of [
    ...['home', 'public', 'direct', 'tag/arance', `list/${listId}`].map((one) => by(`v1/timelines/${one}`)),
    ...['statuses', 'followers', 'following', 'endorsements'].map((one) =>
      by(`v1/accounts/${anna.actor.id}/${one}`),
    ),
    by(`v1/accounts/${farm.id}/statuses`),
    ...['favourited_by', 'reblogged_by'].map((one) => by(`v1/statuses/${own.id}/${one}`)),
    ...['bookmarks', 'favourites', 'conversations', 'notifications', 'endorsements', 'directory'].map((one) =>
      by(`v1/${one}`),
    ),
    ...['tags', 'statuses', 'links'].map((one) => by(`v1/trends/${one}`)),
    by(`v1/lists/${listId}/accounts`),
    by('v2/notifications'),
    by('v2/search', (many) => `q=arance&${limited(many)}`),
    by('v1/accounts', several('id')),
    by('v1/accounts/relationships', several('id')),
    by('v1/accounts/familiar_followers', several('id')),
  ]) {
    const few = await counted.get(`/api/${path}?${query(false)}`, token);
    const many = await counted.get(`/api/${path}?${query(true)}`, token);
    const more = JSON.stringify(many.body).length / JSON.stringify(few.body).length;
    expect(more, path).toBeGreaterThan(1.5);
    // Polls, offers, events, notices and votes are asked for where there are any: each once.
    expect(many.queries - few.queries, path).toBeLessThanOrEqual(7);
    expect(many.queries, path).toBeLessThanOrEqual(14);
  }
  const thread = await counted.get(`/api/v1/statuses/${own.id}/context`, token);
  expect(thread.queries).toBeLessThanOrEqual(14);
});

test('and as many for a few things as for several where a list is short', async () => {
  const { node, farm, others } = scene;
  const elisa = await createClient(node, 'elisa');
  await elisa.patch('/api/v1/accounts/update_credentials', { locked: true });
  const lists = [
    'scheduled_statuses',
    'followed_tags',
    'featured_tags',
    'filters',
    'lists',
    'mutes',
    'blocks',
  ];
  const paths = [...lists, 'follow_requests', 'notifications/requests', 'domain_blocks'].map(
    (one) => `v1/${one}`,
  );
  await elisa.patch('/api/v2/notifications/policy', { for_not_following: 'filter' });
  const grow = async (n: number) => {
    const { body: media } = await elisa.post('/api/v2/media', await pictureForm());
    const at = new Date(Date.now() + 3_600_000 * (n + 1)).toISOString();
    await elisa.post('/api/v1/statuses', { status: 'poi', media_ids: [media.id], scheduled_at: at });
    for (const how of ['follow', 'feature']) await elisa.post(`/api/v1/tags/cosa_${n}/${how}`);
    await elisa.post('/api/v1/filters', { phrase: `no ${n}`, context: ['home'] });
    await elisa.post('/api/v1/lists', { title: `lista ${n}` });
    await elisa.post('/api/v1/domain_blocks', { domain: `altrove${n}.example` });
    const asks = await createClient(node, `chi${n}`);
    await asks.post(`/api/v1/accounts/${elisa.actor.id}/follow`);
    await asks.post('/api/v1/statuses', { status: `@elisa ${n}` });
    const averse = await createClient(node, `via${n}`);
    for (const how of ['mute', 'block']) await elisa.post(`/api/v1/accounts/${averse.actor.id}/${how}`);
  };
  const measure = async () => {
    const found: [path: string, queries: number, length: number][] = [];
    for (const path of [...paths, 'v2/filters', 'v2/suggestions']) {
      const { queries, body } = await counted.get(`/api/${path}`, elisa.token);
      found.push([path, queries, JSON.stringify(body).length]);
    }
    return found;
  };
  await grow(0);
  for (const { actor } of [others[0], { actor: farm }])
    await elisa.post(`/api/v1/accounts/${actor.id}/follow`);
  const few = await measure();
  await grow(1);
  await grow(2);
  for (const [n, [path, queries, length]] of (await measure()).entries()) {
    const [, before = 0, short = 0] = few[n] ?? [];
    if (path !== 'v2/suggestions') expect(length, path).toBeGreaterThan(short * 1.5);
    expect(queries, path).toBe(before);
  }
});

describe.skipIf(operations.length === 0)('every operation of Mastodon’s API', () => {
  test('is done here or named as left out', () => {
    const routes = new Set(counted.routes.map(({ method, url }) => `${method} ${withoutNames(url)}`));
    const done = operations.filter(
      ({ method, path, name }) =>
        ELSEWHERE.includes(name) || routes.has(`${method.toUpperCase()} ${withoutNames(path)}`),
    );
    const names = new Set(done.map(({ name }) => name));
    expect(
      operations
        .filter(({ name }) => !names.has(name))
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(LEFT_OUT.toSorted());
  });

  test('that is done answers as it is described, with all that there can be in it', async () => {
    const { ask, asked, bodies } = checkedSpeaker(scene.node, operations);
    await readAll(scene, ask);
    await doAll(scene, ask);
    const gone = await scene.anna.get('/api/v1/statuses/1');
    expect(gone.status).toBe(404);
    expectEntity('Error', gone.body);
    const left = operations.filter(({ name }) => !asked.has(name) && !LEFT_OUT.includes(name));
    expect(left.map(({ name }) => name)).toEqual([]);
    const statuses = bodies.flatMap(([, body]) => statusesIn(body));
    const has = (what: string, is: (status: Body) => unknown) =>
      expect(
        statuses.some((status) => Boolean(is(status))),
        what,
      ).toBe(true);
    has('boost', ({ reblog }) => reblog);
    has('poll', ({ poll }) => poll);
    has('media', ({ media_attachments: media }) => [...(media ?? [])].length > 0);
    has('edited', (status) => status.edited_at);
    has('private', (status) => String(status.visibility) === 'private');
    has('direct', (status) => String(status.visibility) === 'direct');
    has('remote', ({ account }) => String(account?.acct).includes('@'));
    has('remote poll', ({ account, poll }) => poll && String(account?.acct).includes('@'));
    has(
      'remote media',
      ({ account, media_attachments: media }) =>
        [...(media ?? [])].length > 0 && String(account?.acct).includes('@'),
    );
    has('emoji', ({ emojis }) => [...(emojis ?? [])].length > 0);
    has('card', ({ card }) => card);
    has('filtered', ({ filtered }) => [...(filtered ?? [])].length > 0);
    has('warning', (status) => String(status.spoiler_text) !== '');
    const told = bodies.flatMap(([name, body]) =>
      name === 'GET /api/v1/notifications' ? [...(body as Body)] : [],
    );
    expect([...new Set(told.map(({ type }) => String(type)))].toSorted()).toEqual([
      'favourite',
      'follow',
      'mention',
      'reblog',
    ]);
  });
});

/** All statuses in an answer, wherever they stand. */
function statusesIn(value: unknown): Body[] {
  if (typeof value !== 'object' || value === null) return [];
  const within = Object.values(value).flatMap(statusesIn);
  return 'reblogs_count' in value ? [value as unknown as Body, ...within] : within;
}
