import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { actors } from '../../../src/domain/actors/actor.table.ts';
import { follows } from '../../../src/domain/follows/follow.table.ts';
import { announces, posts } from '../../../src/domain/posts/post.table.ts';
import type { JsonObject } from '../../../src/federation/json/context.ts';
import { activity, note } from '../../support/activities.ts';
import { digest, post, settled, tell, useSetting } from '../../support/hostile.ts';
import { type PeerActor, send } from '../../support/peer.ts';

const setting = useSetting();
const anna = () => setting().peer.actor('anna');
const bruno = () => setting().peer.actor('bruno');
const gruppo = () => setting().peer.actor('gruppo');
const db = () => setting().node.services.domain.db;

/** Activities about one object, in the order in which they were meant, and what is to be seen of it in the end. */
interface Story {
  readonly told: readonly JsonObject[];
  readonly by: PeerActor;
  readonly seen: () => Promise<unknown>;
}

const postAt = async (uri: unknown) => {
  const [found] = await db()
    .select()
    .from(posts)
    .where(eq(posts.uri, String(uri)));
  return found?.deletedAt === null ? found.content : 'none';
};
const followAt = async (uri: unknown) =>
  (
    await db()
      .select({ state: follows.state })
      .from(follows)
      .where(eq(follows.uri, String(uri)))
  ).length;
const announceAt = async (uri: unknown) =>
  (
    await db()
      .select({ undone: announces.undone })
      .from(announces)
      .where(eq(announces.uri, String(uri)))
  ).filter(({ undone }) => !undone).length;
const edited = (object: JsonObject, content: string, seconds: number): JsonObject => ({
  ...object,
  content,
  updated: new Date(Date.now() - 60_000 + seconds * 1000).toISOString(),
});

const stories: [name: string, build: () => Story, end: unknown][] = [
  [
    'Create, Delete',
    () => {
      const object = note(anna(), new Date(Date.now() - 120_000));
      const told = [activity(anna(), 'Create', object), activity(anna(), 'Delete', object.id)];
      return { by: anna(), told, seen: () => postAt(object.id) };
    },
    'none',
  ],
  [
    'Create, Update, Update',
    () => {
      const object = note(anna(), new Date(Date.now() - 120_000));
      const told = [
        activity(anna(), 'Create', object),
        activity(anna(), 'Update', edited(object, 'uno', 1)),
        activity(anna(), 'Update', edited(object, 'due', 2)),
      ];
      return { by: anna(), told, seen: () => postAt(object.id) };
    },
    'due',
  ],
  [
    'Create, Update, Delete',
    () => {
      const object = note(anna(), new Date(Date.now() - 120_000));
      const told = [
        activity(anna(), 'Create', object),
        activity(anna(), 'Update', edited(object, 'uno', 1)),
        activity(anna(), 'Delete', { id: object.id ?? null, type: 'Tombstone' }),
      ];
      return { by: anna(), told, seen: () => postAt(object.id) };
    },
    'none',
  ],
  [
    'Follow, Undo',
    () => {
      const follow = activity(anna(), 'Follow', setting().member.uri);
      const told = [follow, activity(anna(), 'Undo', follow)];
      return { by: anna(), told, seen: () => followAt(follow.id) };
    },
    0,
  ],
  [
    'Follow, Undo by address',
    () => {
      const follow = activity(anna(), 'Follow', setting().member.uri);
      const told = [follow, activity(anna(), 'Undo', follow.id)];
      return { by: anna(), told, seen: () => followAt(follow.id) };
    },
    0,
  ],
  [
    'Announce, Undo',
    () => {
      const announce = activity(gruppo(), 'Announce', setting().post.id);
      const told = [announce, activity(gruppo(), 'Undo', announce)];
      return { by: gruppo(), told, seen: () => announceAt(announce.id) };
    },
    0,
  ],
];

function orders<T>(all: readonly T[]): T[][] {
  if (all.length < 2) return [[...all]];
  return all.flatMap((first, index) => orders(all.toSpliced(index, 1)).map((rest) => [first, ...rest]));
}

describe('the same final state', () => {
  test.each(stories)('of %s, in every order, each once', async (_, build, end) => {
    const { node, peer } = setting();
    for (const order of orders([...build().told.keys()])) {
      const { told, by, seen } = build();
      for (const index of order) await tell(peer, node, by, told[index] ?? {});
      await settled(node);
      expect(await seen(), order.join(', ')).toEqual(end);
    }
  });

  test.each(stories)('of %s, in every order, each three times and at once', async (_, build, end) => {
    const { node, peer } = setting();
    for (const order of orders([...build().told.keys()])) {
      const { told, by, seen } = build();
      for (const index of order) {
        const again = () => tell(peer, node, by, told[index] ?? {});
        await Promise.all([again(), again()]);
      }
      for (const index of order) await tell(peer, node, by, told[index] ?? {});
      await settled(node);
      expect(await seen(), order.join(', ')).toEqual(end);
    }
  });
});

test('of what is taken in once, a second copy changes nothing', async () => {
  const { node, peer } = setting();
  const object = note(anna(), new Date());
  const all: [PeerActor, JsonObject][] = [
    [bruno(), activity(bruno(), 'Follow', node.services.actors.group.uri)],
    [anna(), activity(anna(), 'Create', object)],
    [gruppo(), activity(gruppo(), 'Announce', object.id)],
    [anna(), activity(anna(), 'Update', { ...anna().document, name: 'Anna' })],
    [anna(), activity(anna(), 'Delete', object.id)],
  ];
  for (const [as, json] of all) {
    await tell(peer, node, as, json);
    await settled(node);
    const before = await digest(node);
    await Promise.all([tell(peer, node, as, json), tell(peer, node, as, json, { spec: 'rfc9421' })]);
    await settled(node);
    expect(await digest(node), String(json.type)).toEqual(before);
  }
});

test('the same signed request twice, byte by byte, is one', async () => {
  const { node, peer } = setting();
  const inbox = { url: `${node.address}/inbox`, signedUrl: `${node.origin}/inbox` };
  const json = activity(anna(), 'Create', note(anna(), new Date()));
  let sent: Record<string, string | string[]> = {};
  const tamper = (headers: typeof sent) => {
    sent = headers;
    return headers;
  };
  expect(await post(peer, inbox, json, { as: anna(), tamper })).toMatchObject({ status: 202 });
  await settled(node);
  const before = await digest(node);
  for (let times = 0; times < 3; times++) {
    expect(await send(inbox.url, sent, Buffer.from(JSON.stringify(json)))).toMatchObject({ status: 202 });
  }
  await settled(node);
  expect(await digest(node)).toEqual(before);
});

test('an actor that has gone stays gone, whatever it said before arrives after', async () => {
  const { node, peer } = setting();
  const object = note(bruno(), new Date(), { to: [setting().member.uri] });
  const create = activity(bruno(), 'Create', object);
  await tell(peer, node, bruno(), activity(bruno(), 'Delete', bruno().uri));
  const inbox = { url: `${node.address}/inbox`, signedUrl: `${node.origin}/inbox` };
  expect(await post(peer, inbox, create, { as: bruno() })).toMatchObject({ status: 401 });
  await tell(peer, node, bruno(), activity(bruno(), 'Delete', bruno().uri));
  const [gone] = await db().select().from(actors).where(eq(actors.uri, bruno().uri));
  expect(gone?.deletedAt).not.toBeNull();
  expect(await postAt(object.id)).toBe('none');
});
