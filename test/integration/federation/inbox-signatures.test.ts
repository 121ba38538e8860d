import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { receivedActivities } from '../../../src/federation/inbox/received-activity.table.ts';
import type { JsonObject } from '../../../src/federation/json/context.ts';
import { activity } from '../../support/activities.ts';
import { type InboxNode, startInboxNode } from '../../support/inbox-node.ts';
import { MINUTE } from '../../support/moved-clock.ts';
import { type Peer, type PeerActor, send, startPeer } from '../../support/peer.ts';

let node: InboxNode;
let peer: Peer;
let other: Peer;
let anna: PeerActor;
let inbox: string;

beforeAll(async () => {
  node = await startInboxNode();
  const now = () => node.clock.now();
  peer = await startPeer({ actors: ['anna', 'bruno', 'fresca'], now });
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

const taken = async () => (await node.database.db.select().from(receivedActivities)).length;

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
