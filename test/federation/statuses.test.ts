import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localId } from '../../src/domain/addresses.ts';
import { operator } from '../../src/domain/caller.ts';
import { requestFollow } from '../../src/domain/follows/follow.ts';
import { isFollowing } from '../../src/domain/follows/follow-reads.ts';
import { postByUri } from '../../src/domain/posts/post-reads.ts';
import { resolveHandle } from '../../src/federation/remote/webfinger-client.ts';
import { createClient, type Json, speaker, type TestClient } from '../support/mastodon-client.ts';
import { expectEntity } from '../support/mastodon-schema.ts';
import { eventually, startNode, type TestNode } from '../support/node.ts';

const ACTIVITY_JSON = { accept: 'application/activity+json' };
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC',
  'base64',
);

let valle: TestNode;
let monte: TestNode;
/** Anna writes in the valley; Bruno follows her from the mountain, where Carlo does not. */
let anna: TestClient;
let bruno: TestClient;
let carlo: TestClient;

beforeAll(async () => {
  [valle, monte] = await Promise.all([startNode({ name: 'DES Valle' }), startNode({ name: 'DES Monte' })]);
  [anna, bruno, carlo] = await Promise.all([
    createClient(valle, 'anna'),
    createClient(monte, 'bruno'),
    createClient(monte, 'carlo'),
  ]);
  const { federation, domain } = monte.services;
  const followed = await resolveHandle(federation, `@anna@${valle.host}`);
  await requestFollow(domain, operator, bruno.actor.id, followed.id);
  await eventually(
    () => isFollowing(domain.db, bruno.actor.id, followed.id),
    (accepted) => accepted,
  );
}, 60_000);
afterAll(() => Promise.all([valle.stop(), monte.stop()]));

const say = async (who: TestClient, status: object): Promise<Json> => {
  const answer = await who.post('/api/v1/statuses', status);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};

/** The same status as the other node has it, once it has come. */
async function at(node: TestNode, status: Json): Promise<string> {
  const post = await eventually(
    () => postByUri(node.services.domain.db, String(status.uri)),
    (found) => found !== undefined,
  );
  return post?.id ?? '';
}

const seen = async (who: TestClient, id: string) => (await who.get(`/api/v1/statuses/${id}`)).body;
const statusOf = async (who: TestClient, id: string) => (await who.get(`/api/v1/statuses/${id}`)).status;

describe('a status on two nodes', () => {
  test('is seen in full by who follows its author, changes there and goes', async () => {
    const form = new FormData();
    form.set('file', new Blob([PIXEL]), 'a.png');
    form.set('description', 'Un quadrato');
    const media = (await anna.post('/api/v2/media', form)).body;
    const status = await say(anna, {
      status: `Per @bruno@${monte.host}: guarda #castagne`,
      spoiler_text: 'castagne',
      media_ids: [media.id],
      language: 'it',
    });
    const id = await at(monte, status);
    const there = await seen(bruno, id);
    expectEntity('Status', there);
    expect(there).toMatchObject({
      spoiler_text: 'castagne',
      sensitive: true,
      visibility: 'public',
      language: 'it',
      account: { acct: `anna@${valle.host}` },
      media_attachments: [{ type: 'image', description: 'Un quadrato' }],
      mentions: [{ acct: 'bruno' }],
    });
    const [told] = (await bruno.get('/api/v1/notifications?types[]=mention')).body;
    expect(told?.status.id).toBe(id);
    await anna.put(`/api/v1/statuses/${status.id}`, { status: 'Corretto' });
    const edited = await eventually(
      () => seen(bruno, id),
      (one) => one.edited_at !== null,
    );
    expect(edited.content).toContain('Corretto');
    expect([...(await bruno.get(`/api/v1/statuses/${id}/history`)).body]).toHaveLength(2);
    await anna.delete(`/api/v1/statuses/${status.id}`);
    await eventually(
      () => statusOf(bruno, id),
      (code) => code === 404,
    );
  });

  test('is liked, passed on and answered from there, and all of it taken back', async () => {
    const status = await say(anna, { status: 'Chi viene a raccogliere?' });
    const id = await at(monte, status);
    await bruno.post(`/api/v1/statuses/${id}/favourite`);
    await bruno.post(`/api/v1/statuses/${id}/reblog`);
    await say(bruno, { status: `@anna@${valle.host} io!`, in_reply_to_id: id });
    const path = `/api/v1/statuses/${status.id}`;
    await eventually(
      async () => (await anna.get(path)).body,
      (one) =>
        JSON.stringify(one).includes('"favourites_count":1') &&
        JSON.stringify(one).includes('"replies_count":1'),
    );
    const kinds = await eventually(
      async () => [...(await anna.get('/api/v1/notifications')).body].map(({ type }) => String(type)),
      (types) => types.length >= 4,
    );
    expect(new Set(kinds)).toEqual(new Set(['follow', 'favourite', 'reblog', 'mention']));
    const context = await anna.get(`${path}/context`);
    expectEntity('Context', context.body);
    expect([...context.body.descendants].map(({ account }) => account.acct)).toEqual([`bruno@${monte.host}`]);
    const by = await speaker(valle.origin).get(`${path}/favourited_by`);
    expect([...by.body].map(({ acct }) => acct)).toEqual([`bruno@${monte.host}`]);
    await bruno.post(`/api/v1/statuses/${id}/unfavourite`);
    await bruno.post(`/api/v1/statuses/${id}/unreblog`);
    await eventually(
      async () => JSON.stringify((await anna.get(path)).body),
      (text) => text.includes('"favourites_count":0') && text.includes('"reblogs_count":1'),
    );
  });

  test('is pinned for everyone', async () => {
    const status = await say(anna, { status: 'In cima' });
    await anna.post(`/api/v1/statuses/${status.id}/pin`);
    const featured = await fetch(`${anna.actor.uri}/featured?page=first`, { headers: ACTIVITY_JSON });
    expect(await featured.json()).toMatchObject({ orderedItems: [status.uri] });
  });

  test('asks, and who votes there is counted here', async () => {
    const status = await say(anna, { status: 'Sì o no?', poll: { options: ['sì', 'no'], expires_in: 600 } });
    const id = await at(monte, status);
    await bruno.post(`/api/v1/polls/${id}/votes`, { choices: [0] });
    await eventually(
      async () => JSON.stringify((await anna.get(`/api/v1/polls/${status.id}`)).body),
      (text) => text.includes('"voters_count":1'),
    );
  });
});

describe('what is not for everyone', () => {
  test('reaches those whom it is for and is found by nobody else, anywhere', async () => {
    const forFollowers = await say(anna, { status: 'Per chi mi segue', visibility: 'private' });
    const direct = await say(anna, { status: `@bruno@${monte.host} solo tu`, visibility: 'direct' });
    const last = await say(anna, { status: 'per tutti' });
    for (const secret of [forFollowers, direct]) {
      const id = await at(monte, secret);
      expect(await statusOf(bruno, id)).toBe(200);
      expect(await statusOf(carlo, id)).toBe(404);
      expect((await speaker(monte.origin).get(`/api/v1/statuses/${id}`)).status).toBe(404);
      expect((await speaker(valle.origin).get(`/api/v1/statuses/${secret.id}`)).status).toBe(404);
      expect((await carlo.post(`/api/v1/statuses/${id}/favourite`)).status).toBe(404);
      expect((await bruno.post(`/api/v1/statuses/${id}/reblog`)).status).toBe(422);
      const object = await fetch(String(secret.uri), { headers: ACTIVITY_JSON });
      const missing = await fetch(`${valle.origin}/objects/12345`, { headers: ACTIVITY_JSON });
      expect([object.status, await object.text()]).toEqual([missing.status, await missing.text()]);
      expect((await fetch(String(secret.url))).status).toBe(404);
    }
    await at(monte, last);
    const addresses = valle.services.domain.addresses;
    const outbox = await (
      await fetch(`${anna.actor.uri}/outbox?page=first`, { headers: ACTIVITY_JSON })
    ).text();
    expect(outbox).toContain(String(last.uri));
    for (const page of [
      outbox,
      await (
        await fetch(`${valle.services.actors.group.uri}/outbox?page=first`, { headers: ACTIVITY_JSON })
      ).text(),
      ...(await Promise.all(
        ['/annunci', '/annunci.atom', '/', `/@anna`].map(async (path) =>
          (await fetch(valle.origin + path)).text(),
        ),
      )),
      JSON.stringify((await speaker(valle.origin).get('/api/v1/timelines/public?limit=40')).body),
      JSON.stringify((await carlo.get('/api/v1/timelines/public?limit=40')).body),
      JSON.stringify((await carlo.get('/api/v1/timelines/home')).body),
      JSON.stringify((await speaker(monte.origin).get(`/api/v1/accounts/${carlo.actor.id}/statuses`)).body),
      JSON.stringify((await speaker(valle.origin).get(`/api/v1/accounts/${anna.actor.id}/statuses`)).body),
    ]) {
      expect(page).not.toContain('Per chi mi segue');
      expect(page).not.toContain('solo tu');
    }
    expect(localId(addresses, 'objects', String(direct.uri))).toBe(direct.id);
    const [conversation] = (await bruno.get('/api/v1/conversations')).body;
    expectEntity('Conversation', conversation);
    expect(conversation?.last_status.content).toContain('solo tu');
  });
});
