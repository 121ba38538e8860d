import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { operator } from '../../../src/domain/caller.ts';
import { requestFollow, undoFollow } from '../../../src/domain/follows/follow.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { accessByToken } from '../../../src/domain/oauth/access.ts';
import { revokeToken } from '../../../src/domain/oauth/tokens.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { countedMastodon } from '../../support/counted-mastodon.ts';
import { createClient, type Json, speaker, type TestClient } from '../../support/mastodon-client.ts';
import { expectEntity } from '../../support/mastodon-schema.ts';
import { eventually, startNode, type TestNode } from '../../support/node.ts';

let node: TestNode;
let anna: TestClient;
let bruno: TestClient;
let farm: Actor;

beforeAll(async () => {
  node = await startNode({ background: false });
  const { domain } = node.services;
  farm = await addMember(domain, operator, { handle: 'podere', name: 'Podere', kind: 'enterprise' });
  [anna, bruno] = await Promise.all([createClient(node, 'anna'), createClient(node, 'bruno')]);
}, 60_000);
afterAll(() => node.stop());

const say = async (who: TestClient, status: object): Promise<Json> =>
  (await who.post('/api/v1/statuses', status)).body;
const ids = (list: Json) => [...list].map(({ id }) => id);
const follow = (who: TestClient, whom: Actor) =>
  requestFollow(node.services.domain, operator, who.actor.id, whom.id);

describe('timelines', () => {
  test('home has what those that one follows write and pass on, each once, and nothing that is not for one', async () => {
    const { domain, actors } = node.services;
    const early = await say(bruno, { status: 'prima' });
    await follow(anna, bruno.actor);
    await follow(anna, actors.group);
    expect(ids((await anna.get('/api/v1/timelines/home')).body)).toContain(early.id);
    const offer = await publishProposal(domain, operator, farm.id, {
      purpose: 'offer',
      title: 'Miele',
      quantity: '1',
      unit: 'kg',
    });
    const followers = await say(bruno, { status: 'per chi mi segue', visibility: 'private' });
    const secret = await say(bruno, { status: 'solo per @podere', visibility: 'direct' });
    const home = (await anna.get('/api/v1/timelines/home')).body;
    for (const status of home) expectEntity('Status', status);
    expect(ids(home)).toContain(followers.id);
    expect(ids(home)).not.toContain(secret.id);
    const passedOn = [...home].filter(({ reblog }) => String(reblog?.id) === offer.id);
    expect(passedOn.map(({ account }) => account.username)).toEqual(['distretto']);
    expect((await anna.get(`/api/v1/statuses/${secret.id}`)).status).toBe(404);
    const missing = await anna.get('/api/v1/statuses/1');
    expect((await anna.get(`/api/v1/statuses/${secret.id}`)).body).toEqual(missing.body);
    await undoFollow(domain, operator, anna.actor.id, bruno.actor.id);
    expect(ids((await anna.get('/api/v1/timelines/home')).body)).not.toContain(followers.id);
    expect((await anna.get(`/api/v1/statuses/${followers.id}`)).status).toBe(404);
  });

  test('are read page by page in both directions', async () => {
    for (const n of [1, 2, 3, 4, 5]) await say(bruno, { status: `pagina ${n} #pagine` });
    const path = '/api/v1/timelines/tag/pagine';
    const all = ids((await anna.get(path)).body);
    expect(all).toHaveLength(5);
    const first = await anna.get(`${path}?limit=2`);
    expect(ids(first.body)).toEqual(all.slice(0, 2));
    const links = first.headers.get('link') ?? '';
    expect(links).toContain('rel="next"');
    const next = /<([^>]*)>; rel="next"/.exec(links)?.[1] ?? '';
    expect(ids((await anna.get(next.replace(node.origin, ''))).body)).toEqual(all.slice(2, 4));
    const above = await anna.get(`${path}?limit=2&min_id=${all[4]}`);
    expect(ids(above.body)).toEqual(all.slice(2, 4));
    expect(ids((await anna.get(`${path}?since_id=${all[2]}`)).body)).toEqual(all.slice(0, 2));
    expect((await anna.get(`${path}?max_id=zero`)).status).toBe(400);
    const own = await speaker(node.origin).get(`/api/v1/accounts/${bruno.actor.id}/statuses?tagged=pagine`);
    expect(ids(own.body)).toEqual(all);
  });

  test('take a few queries, however many statuses a page has', async () => {
    const counted = await countedMastodon(node);
    await follow(anna, bruno.actor);
    const boosted = await say(bruno, { status: 'da condividere' });
    await anna.post(`/api/v1/statuses/${boosted.id}/reblog`);
    await say(bruno, { status: 'x?', poll: { options: ['a', 'b'], expires_in: 600 } });
    for (let n = 0; n < 6; n++) await say(bruno, { status: `@anna numero ${n}` });
    for (const path of [
      '/api/v1/timelines/home',
      '/api/v1/timelines/public',
      `/api/v1/accounts/${bruno.actor.id}/statuses`,
      '/api/v1/notifications',
      '/api/v2/notifications',
    ]) {
      const few = await counted.get(`${path}?limit=1`, anna.token);
      const many = await counted.get(`${path}?limit=20`, anna.token);
      expect(JSON.stringify(many.body).length, path).toBeGreaterThan(JSON.stringify(few.body).length * 2);
      // Whose access, the page, its statuses, their authors; and one or two more for each sort that is among them.
      expect(many.queries, path).toBeLessThanOrEqual(10);
    }
    await counted.close();
  });
});

describe('whom somebody wants to see no more of', () => {
  test('is out of sight when muted, and kept away when blocked', async () => {
    const [dora, elio] = [await createClient(node, 'dora'), await createClient(node, 'elio')];
    await follow(dora, elio.actor);
    await follow(elio, dora.actor);
    const loud = await say(elio, { status: '@dora ancora io' });
    expect(ids((await dora.get('/api/v1/timelines/home')).body)).toContain(loud.id);
    const muted = await dora.post(`/api/v1/accounts/${elio.actor.id}/mute`, { duration: 600 });
    expectEntity('Relationship', muted.body);
    expect(muted.body).toMatchObject({ muting: true, following: true });
    expect(ids((await dora.get('/api/v1/timelines/home')).body)).not.toContain(loud.id);
    expect(ids((await dora.get('/api/v1/timelines/public')).body)).not.toContain(loud.id);
    await dora.post('/api/v1/notifications/clear');
    await say(elio, { status: '@dora mi senti?' });
    expect([...(await dora.get('/api/v1/notifications')).body]).toEqual([]);
    expect(ids((await dora.get('/api/v1/mutes')).body)).toEqual([elio.actor.id]);
    await dora.post(`/api/v1/accounts/${elio.actor.id}/unmute`);
    expect(ids((await dora.get('/api/v1/timelines/home')).body)).toContain(loud.id);
    const mine = await say(dora, { status: 'per tutti meno uno' });
    const blocked = await dora.post(`/api/v1/accounts/${elio.actor.id}/block`);
    expect(blocked.body).toMatchObject({ blocking: true, following: false, followed_by: false });
    expect((await elio.get(`/api/v1/statuses/${mine.id}`)).status).toBe(404);
    expect(ids((await elio.get('/api/v1/timelines/home')).body)).not.toContain(mine.id);
    expect((await elio.post(`/api/v1/statuses/${mine.id}/favourite`)).status).toBe(404);
    await dora.post(`/api/v1/accounts/${elio.actor.id}/unblock`);
    expect((await elio.get(`/api/v1/statuses/${mine.id}`)).status).toBe(200);
  });

  test('lists are parts of home, and one’s own affair', async () => {
    const [lia, remo] = [await createClient(node, 'lia'), await createClient(node, 'remo')];
    await follow(lia, remo.actor);
    const list = (await lia.post('/api/v1/lists', { title: 'Vicini' })).body;
    expectEntity('List', list);
    const add = (id: string) => lia.post(`/api/v1/lists/${list.id}/accounts`, { account_ids: [id] });
    expect((await add(remo.actor.id)).status).toBe(200);
    expect((await add(bruno.actor.id)).status).toBe(404);
    const status = await say(remo, { status: 'per i vicini' });
    expect(ids((await lia.get(`/api/v1/timelines/list/${list.id}`)).body)).toEqual([status.id]);
    expect((await remo.get(`/api/v1/timelines/list/${list.id}`)).status).toBe(404);
    expect((await remo.delete(`/api/v1/lists/${list.id}`)).status).toBe(404);
    expect(ids((await lia.get(`/api/v1/accounts/${remo.actor.id}/lists`)).body)).toEqual([list.id]);
    expect(ids((await lia.get(`/api/v1/lists/${list.id}/accounts`)).body)).toEqual([remo.actor.id]);
    await lia.put(`/api/v1/lists/${list.id}`, { exclusive: true });
    expect(ids((await lia.get('/api/v1/timelines/home')).body)).not.toContain(status.id);
    await lia.delete(`/api/v1/lists/${list.id}`);
    expect(ids((await lia.get('/api/v1/timelines/home')).body)).toContain(status.id);
  });

  test('how far somebody has read is kept for all their clients', async () => {
    const asked = await anna.get('/api/v1/markers?timeline[]=home&timeline[]=notifications');
    for (const one of Object.values(asked.body)) expectEntity('Marker', one);
    expect(asked.body).toMatchObject({ home: { last_read_id: '0' }, notifications: { last_read_id: '0' } });
    await anna.post('/api/v1/markers', { home: { last_read_id: '42' } });
    const kept = await anna.get('/api/v1/markers?timeline=home');
    expect(kept.body).toMatchObject({ home: { last_read_id: '42', version: 1 } });
  });
});

describe('notifications', () => {
  test('tell what others did, one by one and in groups, until they are dismissed', async () => {
    const status = await say(anna, { status: 'notatemi' });
    await bruno.post(`/api/v1/statuses/${status.id}/favourite`);
    await bruno.post(`/api/v1/statuses/${status.id}/reblog`);
    await follow(bruno, anna.actor);
    await say(bruno, { status: '@anna eccomi', in_reply_to_id: status.id });
    const all = (await anna.get('/api/v1/notifications')).body;
    for (const one of all) expectEntity('Notification', one);
    expect([...all].slice(0, 4).map(({ type }) => type)).toEqual([
      'mention',
      'follow',
      'reblog',
      'favourite',
    ]);
    const grouped = await anna.get('/api/v2/notifications');
    expectEntity('GroupedNotificationsResults', grouped.body);
    const [first] = grouped.body.notification_groups;
    expect((await anna.get(`/api/v2/notifications/${first?.group_key}`)).status).toBe(200);
    const only = await anna.get('/api/v1/notifications?types[]=follow');
    expect([...only.body].map(({ type }) => type)).toEqual(['follow']);
    expect((await bruno.get(`/api/v1/notifications/${all[0]?.id}`)).status).toBe(404);
    await anna.post(`/api/v1/notifications/${all[0]?.id}/dismiss`);
    expect((await anna.get(`/api/v1/notifications/${all[0]?.id}`)).status).toBe(404);
    await bruno.post(`/api/v1/statuses/${status.id}/unfavourite`);
    expect([...(await anna.get('/api/v1/notifications?types[]=favourite')).body]).toEqual([]);
    await anna.post('/api/v1/notifications/clear');
    expect([...(await anna.get('/api/v1/notifications')).body]).toEqual([]);
  });

  test('wait aside where the policy says so', async () => {
    const policy = await anna.patch('/api/v2/notifications/policy', { for_not_followers: 'filter' });
    expectEntity('NotificationPolicy', policy.body);
    const stranger = await createClient(node, 'zeno');
    await say(stranger, { status: '@anna ciao' });
    expect([...(await anna.get('/api/v1/notifications')).body]).toEqual([]);
    const requests = await anna.get('/api/v1/notifications/requests');
    for (const one of requests.body) expectEntity('NotificationRequest', one);
    expect(ids(requests.body)).toEqual([stranger.actor.id]);
    await anna.post(`/api/v1/notifications/requests/${stranger.actor.id}/accept`);
    expect([...(await anna.get('/api/v1/notifications')).body]).toHaveLength(1);
    await anna.patch('/api/v2/notifications/policy', { for_not_followers: 'accept' });
  });
});

describe('streaming', () => {
  interface Heard {
    readonly stream: string[];
    readonly event: string;
    readonly payload: string;
  }

  async function lookOn(who: TestClient, query: string, how: 'query' | 'protocol' = 'query') {
    const heard: Heard[] = [];
    const url = `${node.origin.replace('http', 'ws')}/api/v1/streaming?${query}`;
    const socket =
      how === 'query' ? new WebSocket(`${url}&access_token=${who.token}`) : new WebSocket(url, who.token);
    socket.on('message', (data) => heard.push(JSON.parse(String(data))));
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return { socket, heard };
  }

  test('shows what comes about to whom it is for, and to nobody else', async () => {
    const reader = await lookOn(anna, 'stream=user', 'protocol');
    expect(reader.socket.protocol).toBe(anna.token);
    const other = await lookOn(await createClient(node, 'ugo'), 'stream=public:local');
    other.socket.send(JSON.stringify({ type: 'subscribe', stream: 'hashtag', tag: 'diretta' }));
    other.socket.send(JSON.stringify({ type: 'subscribe', stream: 'user' }));
    // Until what was just asked for is in place.
    await eventually(
      async () => {
        await say(bruno, { status: 'si sente? #diretta' });
        return other.heard.some(({ stream }) => stream[0] === 'hashtag');
      },
      (found) => found,
    );
    const secret = await say(bruno, { status: '@anna solo per te', visibility: 'direct' });
    const [update] = await eventually(
      async () =>
        reader.heard.filter(
          ({ event, payload }) => event === 'notification' && payload.includes(String(secret.id)),
        ),
      (found) => found.length > 0,
    );
    expectEntity('Notification', JSON.parse(update?.payload ?? ''));
    const shown = reader.heard.filter(({ event }) => event === 'update');
    for (const { payload } of shown) expectEntity('Status', JSON.parse(payload));
    expect(JSON.stringify(other.heard)).not.toContain(String(secret.id));
    await bruno.put(`/api/v1/statuses/${secret.id}`, { status: '@anna corretto' });
    await eventually(
      async () => reader.heard.map(({ event }) => event),
      (events) => events.includes('status.update'),
    );
    await bruno.delete(`/api/v1/statuses/${secret.id}`);
    await eventually(
      async () => reader.heard.at(-1),
      (last) => last?.event === 'delete' && last.payload === String(secret.id),
    );
    expect(JSON.stringify(other.heard)).not.toContain(String(secret.id));
    reader.socket.close();
    other.socket.close();
  });

  test('ends with the access that it stands on', async () => {
    const guest = await createClient(node, 'ospite');
    const { socket } = await lookOn(guest, 'stream=user');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const { domain } = node.services;
    const access = await accessByToken(domain.db, guest.token);
    if (access === undefined) throw new Error('no access');
    await revokeToken(domain, access.app, guest.token);
    await closed;
    expect((await guest.get('/api/v1/timelines/home')).status).toBe(401);
    const again = new WebSocket(
      `${node.origin.replace('http', 'ws')}/api/v1/streaming?stream=user`,
      guest.token,
    );
    await new Promise((resolve) => again.once('close', resolve));
  });

  test('is also told as events that a server sends', async () => {
    expect((await fetch(`${node.origin}/api/v1/streaming/user`)).status).toBe(401);
    expect(await (await fetch(`${node.origin}/api/v1/streaming/health`)).text()).toBe('OK');
    const stop = new AbortController();
    const response = await fetch(`${node.origin}/api/v1/streaming/public/local`, { signal: stop.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = response.body?.getReader();
    let heard = '';
    const reading = (async () => {
      while (!heard.includes('event: update'))
        heard += new TextDecoder().decode((await reader?.read())?.value);
    })();
    await say(bruno, { status: 'per chi ascolta' });
    await reading;
    expect(heard).toContain('per chi ascolta');
    stop.abort();
  });
});
