import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { actors } from '../../../src/domain/actors/actor.table.ts';
import { operator } from '../../../src/domain/caller.ts';
import { follows } from '../../../src/domain/follows/follow.table.ts';
import { requestFollow } from '../../../src/domain/follows/follow.ts';
import { blockHost, unblockHost } from '../../../src/domain/moderation/blocked-hosts.ts';
import { announces, posts } from '../../../src/domain/posts/post.table.ts';
import { catalogue } from '../../../src/domain/proposals/catalogue.ts';
import { receivedActivities } from '../../../src/federation/inbox/received-activity.table.ts';
import { ACTOR_CONTEXT, type JsonObject, PROPOSAL_CONTEXT } from '../../../src/federation/json/context.ts';
import { resolveActor } from '../../../src/federation/remote/resolve-actor.ts';
import { activity, followAndAccept, note } from '../../support/activities.ts';
import { type InboxNode, startInboxNode } from '../../support/inbox-node.ts';
import { MINUTE } from '../../support/moved-clock.ts';
import { type Peer, type PeerActor, startPeer } from '../../support/peer.ts';

let node: InboxNode;
let peer: Peer;
let other: Peer;
let anna: PeerActor;
let inbox: string;

beforeAll(async () => {
  node = await startInboxNode();
  const now = () => node.clock.now();
  peer = await startPeer({ actors: ['anna', 'bruno', 'gone'], now });
  other = await startPeer({ actors: ['carla'], now });
  anna = peer.actor('anna');
  inbox = `${node.origin}/inbox`;
});

afterAll(async () => {
  await peer.close();
  await other.close();
  await node.close();
});

beforeEach(() => {
  peer.requests.length = 0;
  other.requests.length = 0;
});

const stored = async (uri: unknown) =>
  (
    await node.database.db
      .select()
      .from(posts)
      .where(eq(posts.uri, String(uri)))
  )[0];
const knownActor = async (uri: string) =>
  (await node.database.db.select().from(actors).where(eq(actors.uri, uri)))[0];
const taken = async () => (await node.database.db.select().from(receivedActivities)).length;

describe('an inbox', () => {
  test('takes a second copy in silence', async () => {
    const follow = activity(anna, 'Follow', node.member.uri);
    await peer.post(inbox, follow, { as: anna });
    const before = await taken();
    expect((await peer.post(inbox, follow, { as: anna })).status).toBe(202);
    expect(await taken()).toBe(before);
  });

  test('fetches nothing for the Delete of an actor that it does not know', async () => {
    for (let n = 0; n < 20; n++) {
      const unknown = {
        ...anna,
        uri: `${peer.origin}/users/x${n}`,
        keyUri: `${peer.origin}/users/x${n}#main-key`,
      };
      expect((await peer.post(inbox, activity(unknown, 'Delete', unknown.uri), { as: unknown })).status).toBe(
        202,
      );
    }
    expect(peer.requests).toEqual([]);
  });

  test.each([
    [
      'an id of another origin',
      403,
      () => activity(anna, 'Follow', node.member.uri, { id: 'https://elsewhere.example/1' }),
    ],
    ['no id', 400, () => activity(anna, 'Follow', node.member.uri, { id: undefined })],
    [
      'two actors',
      400,
      () => activity(anna, 'Follow', node.member.uri, { actor: [anna.uri, peer.actor('bruno').uri] }),
    ],
    [
      'a foreign object',
      403,
      () => activity(anna, 'Create', note(other.actor('carla'), node.clock.now()), { to: [node.member.uri] }),
    ],
    [
      'another author',
      403,
      () =>
        activity(
          anna,
          'Create',
          note(anna, node.clock.now(), { attributedTo: peer.actor('bruno').uri, to: [node.member.uri] }),
        ),
    ],
  ])('refuses %s', async (_, status, build) => {
    expect((await peer.post(inbox, build(), { as: anna })).status).toBe(status);
  });

  test.each([
    ['broken', '{"a":'],
    ['null', 'null'],
    ['an array', '[]'],
    ['deep', `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
    ['with a key twice', '{"a":1,"a":2}'],
    ['with __proto__', '{"__proto__":{"a":1}}'],
    ['with a null character', '{"a":"\\u0000"}'],
    ['with a lone surrogate', '{"a":"\\ud800"}'],
    ['with too many tags', JSON.stringify({ tag: Array(100_000).fill('x') })],
  ])('refuses a body that is %s', async (_, body) => {
    expect((await peer.post(inbox, {}, { as: anna, body })).status).toBe(400);
  });

  test('refuses what is too large, compressed, or no ActivityPub', async () => {
    expect((await peer.post(inbox, {}, { as: anna, body: 'x'.repeat(1024 * 1024 + 1) })).status).toBe(413);
    const bend = (header: Record<string, string>) =>
      peer.post(inbox, activity(anna, 'Follow', node.member.uri), {
        as: anna,
        tamper: (h) => ({ ...h, ...header }),
      });
    expect((await bend({ 'content-encoding': 'gzip' })).status).toBe(400);
    expect((await bend({ 'content-type': 'text/html' })).status).toBe(415);
    expect((await bend({ 'content-type': 'application/json' })).status).toBe(415);
  });

  test('is there for members and the node, and for nobody else', async () => {
    const follow = () => activity(anna, 'Follow', node.member.uri);
    const status = async (path: string) =>
      (await peer.post(node.origin + path, follow(), { as: anna })).status;
    expect(await status(`/actors/${node.member.id}/inbox`)).toBe(202);
    expect(await status('/actors/node/inbox')).toBe(202);
    expect(await status('/actors/12345/inbox')).toBe(404);
    expect(await status('/actors/x/inbox')).toBe(404);
    const remote = await knownActor(anna.uri);
    expect(await status(`/actors/${remote?.id}/inbox`)).toBe(404);
  });

  test('refuses a context that cannot be had, and takes one that peers use', async () => {
    const follow = (context: unknown) =>
      activity(anna, 'Follow', node.member.uri, { '@context': context as JsonObject });
    const AS = 'https://www.w3.org/ns/activitystreams';
    const post = (context: unknown) => peer.post(inbox, follow(context), { as: anna });
    peer.serve('/loop', (_, response) => void response.writeHead(302, { location: '/loop' }).end());
    expect((await post([AS, `${peer.origin}/nothing`])).status).toBe(400);
    expect((await post([AS, `${peer.origin}/loop`])).status).toBe(400);
    expect((await post([AS, 'https://purl.archive.org/socialweb/blocked'])).status).toBe(202);
    expect((await post(`https://akkoma.example/schemas/litepub-0.1.jsonld`)).status).toBe(202);
  });

  test('hears no blocked host', async () => {
    const { domain } = node.federation;
    await blockHost(domain, operator, { host: other.host, reason: '' });
    const carla = other.actor('carla');
    const follow = activity(carla, 'Follow', node.member.uri);
    expect((await other.post(inbox, follow, { as: carla })).status).toBe(403);
    expect(other.requests).toEqual([]);
    await unblockHost(domain, operator, other.host);
    expect((await other.post(inbox, follow, { as: carla })).status).toBe(202);
  });
});

describe('follows', () => {
  const ties = () => node.database.db.select().from(follows);

  test('are accepted, and undone by their follower alone', async () => {
    const bruno = peer.actor('bruno');
    const follow = activity(bruno, 'Follow', node.actors.group.uri);
    await peer.post(inbox, follow, { as: bruno });
    const uris = async () => (await ties()).map(({ uri }) => uri);
    expect(await uris()).toContain(follow.id);
    expect((await peer.post(inbox, activity(anna, 'Undo', follow), { as: anna })).status).toBe(202);
    expect(await uris()).toContain(follow.id);
    await peer.post(inbox, activity(bruno, 'Undo', follow), { as: bruno });
    expect(await uris()).not.toContain(follow.id);
  });

  test('of the node itself mean nothing', async () => {
    const follow = activity(anna, 'Follow', node.actors.application.uri);
    expect((await peer.post(inbox, follow, { as: anna })).status).toBe(202);
    expect((await ties()).map(({ uri }) => uri)).not.toContain(follow.id);
  });

  test('of ours are answered by the one asked alone', async () => {
    const bruno = await resolveActor(node.federation, peer.actor('bruno').uri);
    const follow = await requestFollow(node.federation.domain, operator, node.member.id, bruno?.id ?? '');
    const state = async () => (await ties()).find(({ id }) => id === follow.id)?.state;
    await peer.post(inbox, activity(anna, 'Accept', follow.uri), { as: anna });
    expect(await state()).toBe('pending');
    await peer.post(inbox, activity(peer.actor('bruno'), 'Accept', follow.uri), { as: peer.actor('bruno') });
    expect(await state()).toBe('accepted');
  });
});

describe('posts', () => {
  test('of strangers are left alone, unless they are for us', async () => {
    const gone = peer.actor('gone');
    const [stray, addressed] = [
      note(gone, node.clock.now()),
      note(gone, node.clock.now(), { to: [node.member.uri], cc: [] }),
    ];
    expect((await peer.post(inbox, activity(gone, 'Create', stray), { as: gone })).status).toBe(202);
    await peer.post(inbox, activity(gone, 'Create', addressed), { as: gone });
    expect(await stored(stray.id)).toBeUndefined();
    expect(await stored(addressed.id)).toMatchObject({ visibility: 'direct', content: '<p>Pane fresco</p>' });
  });

  test('of those followed are taken in, changed and withdrawn, by their author alone', async () => {
    await followAndAccept(node, peer, anna);
    const post = note(anna, node.clock.now());
    await peer.post(inbox, activity(anna, 'Create', post), { as: anna });
    expect(await stored(post.id)).toMatchObject({ visibility: 'public', kind: 'note' });
    node.clock.advance(MINUTE);
    const edited = { ...post, content: '<p>Pane finito</p>', updated: node.clock.now().toISOString() };
    const bruno = peer.actor('bruno');
    expect((await peer.post(inbox, activity(bruno, 'Update', edited), { as: bruno })).status).toBe(403);
    await peer.post(inbox, activity(bruno, 'Delete', post.id), { as: bruno });
    expect(await stored(post.id)).toMatchObject({ content: '<p>Pane fresco</p>', deletedAt: null });
    await peer.post(inbox, activity(anna, 'Update', edited), { as: anna });
    expect(await stored(post.id)).toMatchObject({ content: '<p>Pane finito</p>' });
    await peer.post(inbox, activity(anna, 'Delete', { id: post.id, type: 'Tombstone' }), { as: anna });
    expect((await stored(post.id))?.deletedAt).not.toBeNull();
  });

  test('that were offers and became plain notes leave the catalogue', async () => {
    await followAndAccept(node, peer, anna);
    const says = async (indexable: boolean) => {
      const face = { ...anna.document, indexable };
      await peer.post(inbox, activity(anna, 'Update', face, { '@context': ACTOR_CONTEXT }), { as: anna });
    };
    await says(true);
    const publishes = { type: 'Intent', action: 'transfer' };
    const plain = note(anna, node.clock.now(), { '@context': PROPOSAL_CONTEXT });
    const offer = { ...plain, name: 'Farro', purpose: 'offer', publishes };
    await peer.post(inbox, activity(anna, 'Create', offer, { '@context': PROPOSAL_CONTEXT }), { as: anna });
    const found = () => catalogue(node.database.db, { text: 'farro', from: 'elsewhere' }, 10);
    expect((await found()).map((view) => view.post.uri)).toEqual([plain.id]);
    // Who does not want to be searched for any more is not (FEP-5feb).
    await says(false);
    expect(await found()).toEqual([]);
    await says(true);
    expect(await found()).toHaveLength(1);
    node.clock.advance(MINUTE);
    const edited = { ...plain, name: 'Farro', updated: node.clock.now().toISOString() };
    await peer.post(inbox, activity(anna, 'Update', edited), { as: anna });
    expect(await found()).toEqual([]);
  });

  test('withdrawn before they came never come', async () => {
    const post = note(anna, node.clock.now());
    await peer.post(inbox, activity(anna, 'Delete', post.id), { as: anna });
    await peer.post(inbox, activity(anna, 'Create', post), { as: anna });
    expect(await stored(post.id)).toBeUndefined();
  });

  test('forwarded by somebody else count with a proof of their author, and with that alone', async () => {
    const forged = activity(anna, 'Create', note(anna, node.clock.now()));
    const bruno = peer.actor('bruno');
    expect((await peer.post(inbox, forged, { as: bruno })).status).toBe(401);
    const proven = peer.prove(activity(anna, 'Create', note(anna, node.clock.now())), anna);
    const tampered = { ...proven, object: note(anna, node.clock.now()) };
    expect((await peer.post(inbox, tampered, { as: bruno })).status).toBe(401);
    expect(
      (
        await peer.post(inbox, peer.prove(activity(anna, 'Create', note(anna, node.clock.now())), bruno), {
          as: bruno,
        })
      ).status,
    ).toBe(401);
    expect((await peer.post(inbox, proven, { as: other.actor('carla') })).status).toBe(202);
    expect(await stored((proven.object as JsonObject).id)).toMatchObject({ visibility: 'public' });
  });
});

describe('an announce', () => {
  test('by somebody followed brings the post, asked of its own server', async () => {
    const carla = other.actor('carla');
    const post = note(carla, node.clock.now());
    other.serve(String(post.id), { '@context': 'https://www.w3.org/ns/activitystreams', ...post });
    const announce = activity(anna, 'Announce', post.id);
    await peer.post(inbox, announce, { as: anna });
    expect(await stored(post.id)).toBeUndefined();
    await node.work();
    const taken = await stored(post.id);
    expect(taken).toMatchObject({ content: '<p>Pane fresco</p>' });
    const [row] = await node.database.db
      .select()
      .from(announces)
      .where(eq(announces.uri, String(announce.id)));
    expect(row).toMatchObject({ postId: taken?.id, undone: false });
    await peer.post(inbox, activity(anna, 'Undo', announce), { as: anna });
    const [after] = await node.database.db
      .select()
      .from(announces)
      .where(eq(announces.uri, String(announce.id)));
    expect(after?.undone).toBe(true);
  });

  test('of what only followers may read brings nothing', async () => {
    const carla = other.actor('carla');
    const post = note(carla, node.clock.now(), { to: [`${carla.uri}/followers`], cc: [] });
    other.serve(String(post.id), { '@context': 'https://www.w3.org/ns/activitystreams', ...post });
    await peer.post(inbox, activity(anna, 'Announce', post.id), { as: anna });
    await node.work();
    expect(await stored(post.id)).toBeUndefined();
  });

  test('of a whole activity counts with a proof, and is asked for without', async () => {
    const carla = other.actor('carla');
    await resolveActor(node.federation, carla.uri);
    const proven = other.prove(activity(carla, 'Create', note(carla, node.clock.now())), carla);
    const forged = activity(carla, 'Create', note(carla, node.clock.now(), { content: '<p>Falso</p>' }));
    await peer.post(inbox, activity(anna, 'Announce', proven), { as: anna });
    await peer.post(inbox, activity(anna, 'Announce', forged), { as: anna });
    expect(await stored((proven.object as JsonObject).id)).toMatchObject({ content: '<p>Pane fresco</p>' });
    await node.work();
    expect(await stored((forged.object as JsonObject).id)).toBeUndefined();
    expect(other.requests.map(({ path }) => other.origin + path)).toContain((forged.object as JsonObject).id);
  });
});
