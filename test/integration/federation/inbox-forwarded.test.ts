import { afterAll, beforeAll, expect, test } from 'vitest';
import { postByUri } from '../../../src/domain/posts/post-reads.ts';
import type { JsonObject } from '../../../src/federation/json/context.ts';
import { activity, followAndAccept, note } from '../../support/activities.ts';
import { type InboxNode, startInboxNode } from '../../support/inbox-node.ts';
import { signLinkedData } from '../../support/linked-data.ts';
import { type Peer, type PeerActor, startPeer } from '../../support/peer.ts';

const AS = 'https://www.w3.org/ns/activitystreams';

let node: InboxNode;
let home: Peer;
let away: Peer;
let anna: PeerActor;
let gino: PeerActor;
let carla: PeerActor;
/** By anna, who is followed here; by gino, who is not. */
let followed: JsonObject;
let unfollowed: JsonObject;

beforeAll(async () => {
  node = await startInboxNode();
  const now = () => node.clock.now();
  home = await startPeer({ actors: ['anna', 'gino'], now });
  away = await startPeer({ actors: ['carla'], now });
  [anna, gino, carla] = [home.actor('anna'), home.actor('gino'), away.actor('carla')];
  await followAndAccept(node, home, anna);
  followed = note(anna, now());
  unfollowed = note(gino, now(), { cc: [node.member.uri] });
  for (const [by, post] of [
    [anna, followed],
    [gino, unfollowed],
  ] as const) {
    expect(await send(activity(by, 'Create', post), by)).toBe(202);
  }
});
afterAll(async () => {
  await Promise.all([home.close(), away.close()]);
  await node.close();
});

const send = async (json: JsonObject, as: PeerActor) =>
  (await home.post(`${node.origin}/inbox`, json, { as })).status;
const taken = async ({ id }: JsonObject) => {
  await node.work();
  return postByUri(node.database.db, String(id));
};
/** Carla's answer, as her own server gives it. */
function answer(to: JsonObject, more: JsonObject = {}): JsonObject {
  const written = new Date(node.clock.now().getTime() - 60_000);
  const reply = note(carla, written, { inReplyTo: to.id ?? null, ...more });
  away.serve(String(reply.id), { '@context': AS, ...reply });
  return reply;
}
const create = (object: JsonObject) => signLinkedData(activity(carla, 'Create', object), carla);

test('its own author’s word has a Linked Data Signature too, and counts by the request’s', async () => {
  const own = note(anna, node.clock.now());
  expect(await send(await signLinkedData(activity(anna, 'Create', own), anna), anna)).toBe(202);
  expect(await taken(own)).toMatchObject({ content: '<p>Pane fresco</p>' });
  const odd = {
    ...activity(anna, 'Create', note(anna, node.clock.now())),
    signature: { type: 'RsaSignature2017' },
  };
  expect(await send(odd, anna)).toBe(202);
});

test('what the server of somebody followed passes on is asked of its own server, whose word it is', async () => {
  const reply = answer(followed);
  const asked = away.requests.length;
  // What is passed on says something else.
  expect(await send(await create({ ...reply, content: '<p>Tutt’altro</p>' }), anna)).toBe(202);
  expect(away.requests).toHaveLength(asked);
  const post = await taken(reply);
  expect(post).toMatchObject({ content: '<p>Pane fresco</p>', inReplyTo: followed.id });
  // Changed, and then gone.
  const newer = {
    ...reply,
    content: '<p>Pane caldo</p>',
    updated: node.clock.now().toISOString(),
  };
  away.serve(String(reply.id), { '@context': AS, ...newer });
  expect(await send(await signLinkedData(activity(carla, 'Update', newer), carla), anna)).toBe(202);
  expect(await taken(reply)).toMatchObject({ content: '<p>Pane caldo</p>', deletedAt: null });
  const removal = await signLinkedData(activity(carla, 'Delete', { id: reply.id, type: 'Tombstone' }), carla);
  expect(await send(removal, anna)).toBe(202);
  expect((await taken(reply))?.deletedAt).toBeNull();
  away.serve(String(reply.id), (_, response) => void response.writeHead(410).end());
  expect(await send({ ...removal, id: `${removal.id}-again` }, anna)).toBe(202);
  expect((await taken(reply))?.deletedAt).not.toBeNull();
});

test('what its author sends afterwards counts all the same', async () => {
  const reply = answer(followed, { cc: [node.member.uri] });
  const said = await create(reply);
  away.serve(String(reply.id), (_, response) => void response.writeHead(503).end());
  expect(await send(said, anna)).toBe(202);
  expect((await away.post(`${node.origin}/inbox`, said, { as: carla })).status).toBe(202);
  expect(await taken(reply)).toMatchObject({ content: '<p>Pane fresco</p>' });
});

test('nothing is asked of anyone for what is not an answer to somebody of the sender’s who is followed here', async () => {
  const asked = away.requests.length;
  const unsigned = activity(carla, 'Create', answer(followed));
  const elsewhere = answer(followed, { id: `${home.origin}/notes/x` });
  const signed = await create(answer(followed));
  const { signature: _, ...bare } = signed;
  for (const [json, as] of [
    [await create(answer(unfollowed)), gino],
    [await create(note(carla, node.clock.now())), anna],
    [await create(answer({ id: `${home.origin}/notes/unknown` })), anna],
    [await signLinkedData(activity(carla, 'Like', followed.id), carla), anna],
    [await signLinkedData(activity(carla, 'Follow', node.member.uri), carla), anna],
    [await create(elsewhere), anna],
    [unsigned, anna],
    [bare, anna],
  ] as const) {
    expect(await send(json as JsonObject, as), JSON.stringify(json)).toBe(401);
  }
  // Of Carla's own server no answer to Anna is passed on by anyone but Anna's.
  expect(
    (await away.post(`${node.origin}/inbox`, signed, { as: away.actor('carla'), keyId: anna.keyUri })).status,
  ).toBe(401);
  await node.work();
  expect(away.requests).toHaveLength(asked);
});

test('a reshaped document leads to nothing but what its origin says', async () => {
  const reply = answer(followed, { content: '<p>Vero</p>' });
  const signed = await create({ ...reply, content: '<p>Vero</p>' });
  const reshaped = {
    ...signed,
    '@included': [{ ...reply, content: '<p>Falso</p>' }],
    object: { ...reply, content: '<p>Falso</p>', to: [node.member.uri], cc: [] },
  };
  expect([202, 400, 401]).toContain(await send(reshaped as unknown as JsonObject, anna));
  await node.work();
  const post = await postByUri(node.database.db, String(reply.id));
  expect(post?.content ?? '<p>Vero</p>').toBe('<p>Vero</p>');
  // A private answer is nobody's to pass on.
  const secret = answer(followed, { to: [anna.uri], cc: [] });
  expect(await send(await create(secret), anna)).toBe(202);
  expect(await taken(secret)).toBeUndefined();
});
