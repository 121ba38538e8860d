import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { actors } from '../../../src/domain/actors/actor.table.ts';
import { posts } from '../../../src/domain/posts/post.table.ts';
import type { JsonObject } from '../../../src/federation/json/context.ts';
import { resolveActor } from '../../../src/federation/remote/resolve-actor.ts';
import { resolveHandle } from '../../../src/federation/remote/webfinger-client.ts';
import { activity, followAndAccept, note } from '../../support/activities.ts';
import { type InboxNode, startInboxNode } from '../../support/inbox-node.ts';
import { DAY, MINUTE } from '../../support/moved-clock.ts';
import { type Peer, type PeerActor, startPeer } from '../../support/peer.ts';

let node: InboxNode;
let peer: Peer;
let other: Peer;
let anna: PeerActor;
let inbox: string;

beforeAll(async () => {
  node = await startInboxNode();
  const now = () => node.clock.now();
  peer = await startPeer({ actors: ['anna', 'gruppo', 'gone'], now });
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
    const post = note(gone, node.clock.now(), { to: [node.member.uri] });
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
    const [embedded, byAddress, foreign] = [
      note(anna, node.clock.now()),
      note(anna, node.clock.now()),
      note(other.actor('carla'), node.clock.now()),
    ];
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
    await followAndAccept(node, peer, gruppo);
    await node.work();
    expect(await stored(embedded.id)).toMatchObject({ audienceId: (await knownActor(gruppo.uri))?.id });
    expect(await stored(byAddress.id)).toBeDefined();
    expect(await stored(foreign.id)).toBeUndefined();
    const pages = peer.requests.filter(({ path }) => path.includes('/offers'));
    expect(pages.length).toBeLessThanOrEqual(200);
  });
});
