import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishAnnouncement } from '../../../src/domain/announcements/publish-announcement.ts';
import { operator } from '../../../src/domain/caller.ts';
import { favourites } from '../../../src/domain/favourites/favourite.table.ts';
import { notifications } from '../../../src/domain/notifications/notification.table.ts';
import type { Post } from '../../../src/domain/posts/post.table.ts';
import { postByUri } from '../../../src/domain/posts/post-reads.ts';
import { publishStatus } from '../../../src/domain/statuses/publish-status.ts';
import { statusFor } from '../../../src/domain/statuses/status-reads.ts';
import { activity, note } from '../../support/activities.ts';
import { type InboxNode, startInboxNode } from '../../support/inbox-node.ts';
import { type Peer, type PeerActor, startPeer } from '../../support/peer.ts';

let node: InboxNode;
let peer: Peer;
let anna: PeerActor;
let bruno: PeerActor;
let post: Post;
const lookup = { actor: async () => undefined };

beforeAll(async () => {
  node = await startInboxNode();
  peer = await startPeer({ actors: ['anna', 'bruno'], now: () => node.clock.now() });
  anna = peer.actor('anna');
  bruno = peer.actor('bruno');
  post = await publishAnnouncement(node.federation.domain, operator, node.member.id, { text: 'Pane fresco' });
});
afterAll(async () => {
  await peer.close();
  await node.close();
});

const send = async (json: Parameters<Peer['post']>[1], as: PeerActor) =>
  (await peer.post(`${node.origin}/inbox`, json, { as })).status;
const likes = () => node.database.db.$count(favourites);
const seen = (id: string) => statusFor(node.database.db, node.member.id, id);

test('a Like counts once, and not at all once it is taken back', async () => {
  const like = activity(anna, 'Like', post.uri);
  // Misskey's carries a reaction, Pleroma's its own context.
  const reaction = activity(bruno, 'Like', post.uri, { content: '🍞', _misskey_reaction: '🍞' });
  for (const one of [like, like, { ...like, id: `${like.id}-again` }])
    expect(await send(one, anna)).toBe(202);
  expect(await send(reaction, bruno)).toBe(202);
  expect(await seen(post.id)).toMatchObject({ favourites: 2 });
  expect(await node.database.db.$count(notifications)).toBe(2);
  // Somebody else's is nobody's to take back.
  await send(activity(bruno, 'Undo', like), bruno);
  expect(await likes()).toBe(2);
  await send(activity(anna, 'Undo', like), anna);
  await send(activity(bruno, 'Undo', String(reaction.id)), bruno);
  expect(await likes()).toBe(0);
  expect(await node.database.db.$count(notifications)).toBe(0);
});

test('an Undo that comes before its Like stands', async () => {
  const like = activity(anna, 'Like', post.uri);
  await send(activity(anna, 'Undo', like), anna);
  await send(like, anna);
  expect(await likes()).toBe(0);
});

test('what is not for somebody takes nothing from them', async () => {
  const { domain } = node.federation;
  const secret = await publishStatus(
    domain,
    operator,
    node.member.id,
    { text: 'per chi ci segue', visibility: 'followers' },
    { lookup },
  );
  await send(activity(anna, 'Like', secret.uri), anna);
  await send(activity(anna, 'Announce', secret.uri), anna);
  expect(await seen(secret.id)).toMatchObject({ favourites: 0, boosts: 0 });
});

test('a boost of ours is told and taken back', async () => {
  const announce = activity(anna, 'Announce', post.uri);
  await send(announce, anna);
  expect(await seen(post.id)).toMatchObject({ boosts: 2 });
  await send(activity(anna, 'Undo', announce), anna);
  expect(await seen(post.id)).toMatchObject({ boosts: 1 });
});

test('a mention is told to whom it names, a private one seen by that one alone', async () => {
  const tag = [{ type: 'Mention', href: node.member.uri, name: '@forno' }];
  const open = note(anna, node.clock.now(), { tag, cc: [node.member.uri] });
  const direct = note(anna, node.clock.now(), { tag, to: [node.member.uri], cc: [] });
  for (const one of [open, direct])
    await send(activity(anna, 'Create', one, { to: one.to, cc: one.cc }), anna);
  const { db } = node.database;
  const kept = await postByUri(db, String(direct.id));
  expect(kept?.visibility).toBe('direct');
  expect(await statusFor(db, node.member.id, kept?.id ?? '0')).toMatchObject({
    named: [{ id: node.member.id }],
  });
  expect(await statusFor(db, node.actors.group.id, kept?.id ?? '0')).toBeUndefined();
  expect(await statusFor(db, undefined, kept?.id ?? '0')).toBeUndefined();
  const told = await db.select().from(notifications);
  expect(told.filter(({ kind }) => kind === 'mention').map(({ recipientId }) => recipientId)).toEqual([
    node.member.id,
    node.member.id,
  ]);
});
