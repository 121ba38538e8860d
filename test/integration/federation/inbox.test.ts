import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { actors } from '../../../src/domain/actors/actor.table.ts';
import { operator } from '../../../src/domain/caller.ts';
import { follows } from '../../../src/domain/follows/follow.table.ts';
import { requestFollow } from '../../../src/domain/follows/follow.ts';
import { blockHost, unblockHost } from '../../../src/domain/moderation/blocked-hosts.ts';
import { announces, posts } from '../../../src/domain/posts/post.table.ts';
import { receivedActivities } from '../../../src/federation/inbox/received-activity.table.ts';
import type { JsonObject } from '../../../src/federation/json/context.ts';
import { resolveActor } from '../../../src/federation/remote/resolve-actor.ts';
import { resolveHandle } from '../../../src/federation/remote/webfinger-client.ts';
import { type InboxNode, startInboxNode } from '../../support/inbox-node.ts';
import { DAY, MINUTE } from '../../support/moved-clock.ts';
import { type Peer, type PeerActor, send, startPeer } from '../../support/peer.ts';

const PUBLIC = 'https://www.w3.org/ns/activitystreams#Public';
let node: InboxNode;
let peer: Peer;
let other: Peer;
let anna: PeerActor;
let inbox: string;
let count = 0;

beforeAll(async () => {
  node = await startInboxNode();
  const now = () => node.clock.now();
  peer = await startPeer({ actors: ['anna', 'bruno', 'gruppo', 'fresca', 'gone'], now });
  other = await startPeer({ actors: ['carla', 'vittima'], now });
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

function activity(actor: PeerActor, type: string, object: unknown, more: JsonObject = {}): JsonObject {
  return {
    '@context': 'https://www.w3.org/ns/activitystreams',
    id: `${actor.uri}/activities/${++count}`,
    type,
    actor: actor.uri,
    object: object as JsonObject,
    ...more,
  };
}

function note(author: PeerActor, more: JsonObject = {}): JsonObject {
  return {
    id: `${author.uri}/notes/${++count}`,
    type: 'Note',
    attributedTo: author.uri,
    to: [PUBLIC],
    cc: [`${author.uri}/followers`],
    content: '<p>Pane fresco</p>',
    published: node.clock.now().toISOString(),
    ...more,
  };
}

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

/** One of ours follows somebody there, and is accepted. */
async function followAndAccept(at: Peer, followed: PeerActor): Promise<void> {
  const actor = await resolveActor(node.federation, followed.uri);
  const follow = await requestFollow(node.federation.domain, operator, node.member.id, actor?.id ?? '');
  const answer = await at.post(inbox, activity(followed, 'Accept', follow.uri), { as: followed });
  expect(answer.status).toBe(202);
}

describe('a signature', () => {
  test.each(['draft-cavage', 'rfc9421'] as const)('of %s by the actor is accepted', async (spec) => {
    const before = await taken();
    const answer = await peer.post(inbox, activity(anna, 'Follow', node.member.uri), { as: anna, spec });
    expect(answer).toEqual({ status: 202, body: '' });
    expect(await taken()).toBe(before + 1);
  });

  const now = () => node.clock.now();
  const minutes = (count: number) => new Date(now().getTime() + count * MINUTE);
  const bent: [string, () => Parameters<Peer['post']>[2]][] = [
    ['with a key of somebody else', () => ({ as: anna, privateKey: peer.actor('bruno').privateKey })],
    ['of another origin', () => ({ as: other.actor('carla') })],
    ['with a key id that is no address', () => ({ as: anna, keyId: 'anna' })],
    ['with no digest', () => ({ as: anna, digest: null, covered: ['(request-target)', 'host', 'date'] })],
    ['with a wrong digest', () => ({ as: anna, swappedBody: '{}' })],
    ['with an unsigned digest', () => ({ as: anna, covered: ['(request-target)', 'host', 'date'] })],
    ['with an unsupported digest', () => ({ as: anna, digest: 'MD5=1B2M2Y8AsgTpgAmY7PhCfg==' })],
    ['with no date', () => ({ as: anna, date: null, covered: ['(request-target)', 'host', 'digest'] })],
    ['an hour and a minute old', () => ({ as: anna, date: minutes(-61) })],
    ['an hour and a minute ahead', () => ({ as: anna, date: minutes(61) })],
    ['with a garbled date', () => ({ as: anna, date: 'yesterday' })],
    [
      'that is no base64',
      () => ({
        as: anna,
        tamper: (h) => ({ ...h, signature: `${h.signature}`.replace(/signature="..../, 'signature="&&&&') }),
      }),
    ],
    ['for another host', () => ({ as: anna, signedUrl: 'http://127.0.0.1:1/inbox' })],
    ['for another path', () => ({ as: anna, signedUrl: `${node.origin}/elsewhere` })],
    ['of a GET', () => ({ as: anna, signedMethod: 'GET' })],
    ['of another algorithm', () => ({ as: anna, algorithm: 'rsa-sha512' })],
    ['past its end', () => ({ as: anna, parameters: { expires: Math.floor(now().getTime() / 1000) - 1 } })],
    ['over the method only', () => ({ as: anna, spec: 'rfc9421', covered: ['@method'] })],
    ['over no content digest', () => ({ as: anna, spec: 'rfc9421', covered: ['@method', '@target-uri'] })],
    ['by RFC 9421 that is old', () => ({ as: anna, spec: 'rfc9421', date: minutes(-61) })],
    ['by RFC 9421 over another body', () => ({ as: anna, spec: 'rfc9421', swappedBody: '{}' })],
    [
      'that stands there twice',
      () => ({ as: anna, tamper: (h) => ({ ...h, signature: [`${h.signature}`, `${h.signature}`] }) }),
    ],
    [
      'and another beside it',
      () => ({
        as: anna,
        tamper: (h) => ({ ...h, 'signature-input': 'sig1=("@method");created=1;keyid="x"' }),
      }),
    ],
  ];
  test.each(bent)('%s is refused', async (_, post) => {
    const before = await taken();
    const answer = await peer.post(inbox, activity(anna, 'Follow', node.member.uri), post());
    expect([400, 401]).toContain(answer.status);
    if (post().swappedBody === undefined) expect(answer.status).toBe(401);
    expect(await taken()).toBe(before);
  });

  test.each([-59, 59])('with a clock off by %i minutes is accepted', async (off) => {
    const post = { as: anna, date: minutes(off) };
    expect((await peer.post(inbox, activity(anna, 'Follow', node.member.uri), post)).status).toBe(202);
  });

  test('is asked for', async () => {
    const body = Buffer.from(JSON.stringify(activity(anna, 'Follow', node.member.uri)));
    const headers = { host: new URL(inbox).host, 'content-type': 'application/activity+json' };
    expect(await send(inbox, headers, body)).toEqual({ status: 401, body: '{"error":"no-signature"}' });
  });

  test('by a key that names somebody else as its owner is refused', async () => {
    const victim = other.actor('vittima');
    const evil = `${peer.origin}/evil-key`;
    const publicKey = anna.document.publicKey as JsonObject;
    peer.serve(evil, {
      ...publicKey,
      '@context': anna.document['@context'] ?? null,
      id: evil,
      owner: victim.uri,
    });
    const answer = await peer.post(inbox, activity(victim, 'Follow', node.member.uri), {
      as: anna,
      keyId: evil,
    });
    expect(answer.status).toBe(401);
    const own = await peer.post(inbox, activity(peer.actor('bruno'), 'Follow', node.member.uri), {
      as: anna,
      keyId: evil,
    });
    expect(own.status).toBe(401);
  });

  test('by a key that the actor no longer lists is refused, by its new key accepted', async () => {
    const fresca = peer.actor('fresca');
    expect((await peer.post(inbox, activity(fresca, 'Follow', node.member.uri), { as: fresca })).status).toBe(
      202,
    );
    const renewed = { ...fresca, privateKey: other.actor('carla').privateKey };
    const { publicKeyPem } = other.actor('carla').document.publicKey as JsonObject;
    const publicKey = { ...(fresca.document.publicKey as JsonObject), publicKeyPem };
    peer.serve(fresca.uri, { ...fresca.document, publicKey } as JsonObject);
    node.clock.advance(6 * MINUTE);
    const follow = () => activity(fresca, 'Follow', node.member.uri);
    expect((await peer.post(inbox, follow(), { as: renewed })).status).toBe(202);
    expect((await peer.post(inbox, follow(), { as: fresca })).status).toBe(401);
  });

  test('is verified with what is known: one fetch for an actor, none for the next activity', async () => {
    const bruno = peer.actor('bruno');
    const follow = () => peer.post(inbox, activity(bruno, 'Follow', node.member.uri), { as: bruno });
    await Promise.all([follow(), follow(), follow()]);
    await follow();
    expect(peer.requests.filter(({ path }) => path === '/users/bruno')).toHaveLength(1);
  });
});

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
      () => activity(anna, 'Create', note(other.actor('carla')), { to: [node.member.uri] }),
    ],
    [
      'another author',
      403,
      () =>
        activity(
          anna,
          'Create',
          note(anna, { attributedTo: peer.actor('bruno').uri, to: [node.member.uri] }),
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
    const [stray, addressed] = [note(gone), note(gone, { to: [node.member.uri], cc: [] })];
    expect((await peer.post(inbox, activity(gone, 'Create', stray), { as: gone })).status).toBe(202);
    await peer.post(inbox, activity(gone, 'Create', addressed), { as: gone });
    expect(await stored(stray.id)).toBeUndefined();
    expect(await stored(addressed.id)).toMatchObject({ visibility: 'direct', content: '<p>Pane fresco</p>' });
  });

  test('of those followed are taken in, changed and withdrawn, by their author alone', async () => {
    await followAndAccept(peer, anna);
    const post = note(anna);
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

  test('withdrawn before they came never come', async () => {
    const post = note(anna);
    await peer.post(inbox, activity(anna, 'Delete', post.id), { as: anna });
    await peer.post(inbox, activity(anna, 'Create', post), { as: anna });
    expect(await stored(post.id)).toBeUndefined();
  });

  test('forwarded by somebody else count with a proof of their author, and with that alone', async () => {
    const forged = activity(anna, 'Create', note(anna));
    const bruno = peer.actor('bruno');
    expect((await peer.post(inbox, forged, { as: bruno })).status).toBe(401);
    const proven = peer.prove(activity(anna, 'Create', note(anna)), anna);
    const tampered = { ...proven, object: note(anna) };
    expect((await peer.post(inbox, tampered, { as: bruno })).status).toBe(401);
    expect(
      (await peer.post(inbox, peer.prove(activity(anna, 'Create', note(anna)), bruno), { as: bruno })).status,
    ).toBe(401);
    expect((await peer.post(inbox, proven, { as: other.actor('carla') })).status).toBe(202);
    expect(await stored((proven.object as JsonObject).id)).toMatchObject({ visibility: 'public' });
  });
});

describe('an announce', () => {
  test('by somebody followed brings the post, asked of its own server', async () => {
    const carla = other.actor('carla');
    const post = note(carla);
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
    const post = note(carla, { to: [`${carla.uri}/followers`], cc: [] });
    other.serve(String(post.id), { '@context': 'https://www.w3.org/ns/activitystreams', ...post });
    await peer.post(inbox, activity(anna, 'Announce', post.id), { as: anna });
    await node.work();
    expect(await stored(post.id)).toBeUndefined();
  });

  test('of a whole activity counts with a proof, and is asked for without', async () => {
    const carla = other.actor('carla');
    await resolveActor(node.federation, carla.uri);
    const proven = other.prove(activity(carla, 'Create', note(carla)), carla);
    const forged = activity(carla, 'Create', note(carla, { content: '<p>Falso</p>' }));
    await peer.post(inbox, activity(anna, 'Announce', proven), { as: anna });
    await peer.post(inbox, activity(anna, 'Announce', forged), { as: anna });
    expect(await stored((proven.object as JsonObject).id)).toMatchObject({ content: '<p>Pane fresco</p>' });
    await node.work();
    expect(await stored((forged.object as JsonObject).id)).toBeUndefined();
    expect(other.requests.map(({ path }) => other.origin + path)).toContain((forged.object as JsonObject).id);
  });
});

describe('actors', () => {
  test('are found by their handle', async () => {
    const actor = await resolveHandle(node.federation, `@carla@${other.host}`);
    expect(actor).toMatchObject({ uri: other.actor('carla').uri, handle: 'carla' });
    await expect(resolveHandle(node.federation, `@nobody@${other.host}`)).rejects.toMatchObject({
      kind: 'not-found',
      code: 'handle_unresolved',
    });
    const resource = encodeURIComponent(`acct:finta@${other.host}`);
    other.serve(`/.well-known/webfinger?resource=${resource}`, {
      subject: `acct:carla@${peer.host}`,
      links: [{ rel: 'self', type: 'application/activity+json', href: other.actor('carla').uri }],
    });
    await expect(resolveHandle(node.federation, `finta@${other.host}`)).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  test('that lead to somebody else, or to a page, are not there', async () => {
    const redirect = `${peer.origin}/users/redirect`;
    peer.serve(redirect, (_, response) => void response.writeHead(302, { location: anna.uri }).end());
    expect(await resolveActor(node.federation, redirect)).toBeUndefined();
    const upload = `${peer.origin}/upload.json`;
    peer.serve(
      upload,
      (_, response) =>
        void response
          .writeHead(200, { 'content-type': 'text/html' })
          .end(JSON.stringify({ ...anna.document, id: upload })),
    );
    expect(await resolveActor(node.federation, upload)).toBeUndefined();
  });

  test('are asked for again by RFC 9421 where the older signature is turned down', async () => {
    const modern = `${peer.origin}/users/modern`;
    const publicKey = { ...(anna.document.publicKey as JsonObject), id: `${modern}#main-key`, owner: modern };
    const document = {
      ...anna.document,
      id: modern,
      preferredUsername: 'modern',
      publicKey,
      assertionMethod: [],
    };
    peer.serve(modern, ({ headers }, response) => {
      const ok = headers['signature-input'] !== undefined;
      response.writeHead(ok ? 200 : 401, { 'content-type': 'application/activity+json' });
      response.end(ok ? JSON.stringify(document) : '');
    });
    expect(await resolveActor(node.federation, modern)).toMatchObject({ handle: 'modern' });
    expect(peer.requests.map(({ headers }) => headers['signature-input'] !== undefined)).toEqual([
      false,
      true,
    ]);
  });

  test('that fail are not asked again for a minute, then are', async () => {
    const late = `${peer.origin}/users/late`;
    expect(await resolveActor(node.federation, late)).toBeUndefined();
    const publicKey = { ...(anna.document.publicKey as JsonObject), id: `${late}#main-key`, owner: late };
    peer.serve(late, {
      ...anna.document,
      id: late,
      preferredUsername: 'late',
      publicKey,
      assertionMethod: [],
    });
    expect(await resolveActor(node.federation, late)).toBeUndefined();
    expect(peer.requests).toHaveLength(1);
    node.clock.advance(MINUTE + 1);
    expect(await resolveActor(node.federation, late)).toMatchObject({ handle: 'late' });
  });

  test('change by their own word, and end with all they wrote', async () => {
    const gone = peer.actor('gone');
    const update = activity(gone, 'Update', { ...gone.document, name: 'Nuovo nome' });
    expect((await peer.post(inbox, update, { as: gone })).status).toBe(202);
    expect(await knownActor(gone.uri)).toMatchObject({ name: 'Nuovo nome' });
    const post = note(gone, { to: [node.member.uri] });
    await peer.post(inbox, activity(gone, 'Create', post), { as: gone });
    await peer.post(inbox, activity(gone, 'Delete', gone.uri), { as: gone });
    expect((await knownActor(gone.uri))?.deletedAt).not.toBeNull();
    expect((await stored(post.id))?.deletedAt).not.toBeNull();
    expect((await peer.post(inbox, activity(gone, 'Create', post), { as: gone })).status).toBe(401);
  });

  test('are fetched again after a day', async () => {
    await resolveActor(node.federation, anna.uri);
    node.clock.advance(DAY);
    peer.requests.length = 0;
    await resolveActor(node.federation, anna.uri);
    expect(peer.requests).toHaveLength(1);
  });
});

describe('the offers of a group', () => {
  test('are read when it accepts us, page by page, its own origin only', async () => {
    const gruppo = peer.actor('gruppo');
    const offers = `${gruppo.uri}/offers`;
    peer.serve(gruppo.uri, {
      ...gruppo.document,
      '@context': [
        ...(gruppo.document['@context'] as string[]),
        { offers: { '@id': 'https://w3id.org/des/ns#offers', '@type': '@id' } },
      ],
      type: 'Group',
      offers,
    } as JsonObject);
    const [embedded, byAddress, foreign] = [note(anna), note(anna), note(other.actor('carla'))];
    peer.serve(String(byAddress.id), { '@context': 'https://www.w3.org/ns/activitystreams', ...byAddress });
    const page = (id: string, more: JsonObject) =>
      peer.serve(id, { '@context': 'https://www.w3.org/ns/activitystreams', id, ...more });
    page(offers, { type: 'OrderedCollection', totalItems: 3, first: `${offers}?page=1` });
    page(`${offers}?page=1`, {
      type: 'OrderedCollectionPage',
      orderedItems: [embedded, foreign],
      next: `${offers}?page=2`,
    });
    // A collection without end is left after a while.
    page(`${offers}?page=2`, {
      type: 'OrderedCollectionPage',
      orderedItems: [byAddress.id ?? null],
      next: `${offers}?page=1`,
    });
    await followAndAccept(peer, gruppo);
    await node.work();
    expect(await stored(embedded.id)).toMatchObject({ audienceId: (await knownActor(gruppo.uri))?.id });
    expect(await stored(byAddress.id)).toBeDefined();
    expect(await stored(foreign.id)).toBeUndefined();
    const pages = peer.requests.filter(({ path }) => path.includes('/offers'));
    expect(pages.length).toBeLessThanOrEqual(200);
  });
});
