import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorById } from '../../src/domain/actors/actor-reads.ts';
import { operator } from '../../src/domain/caller.ts';
import { attend, unattend } from '../../src/domain/events/attend.ts';
import { attendancesOf } from '../../src/domain/events/attendance-reads.ts';
import type { NewEvent } from '../../src/domain/events/event.ts';
import { eventById } from '../../src/domain/events/event-reads.ts';
import { cancelEvent, changeEvent, publishEvent } from '../../src/domain/events/publish-event.ts';
import { requestFollow, undoFollow } from '../../src/domain/follows/follow.ts';
import { tieCount } from '../../src/domain/follows/follow-reads.ts';
import type { Post } from '../../src/domain/posts/post.table.ts';
import { postByUri } from '../../src/domain/posts/post-reads.ts';
import { withdrawPost } from '../../src/domain/posts/withdraw-post.ts';
import type { JsonObject } from '../../src/federation/json/context.ts';
import { resolveHandle } from '../../src/federation/remote/webfinger-client.ts';
import { mobilizonEvent } from '../support/mobilizon-event.ts';
import { eventually, type TestNode } from '../support/node.ts';
import { type Pair, startPair } from '../support/pair.ts';
import { type Peer, startPeer } from '../support/peer.ts';

const AS = 'https://www.w3.org/ns/activitystreams';
const PUBLIC = `${AS}#Public`;

const assembly: NewEvent = {
  title: 'Assemblea dei soci',
  text: 'Si decide insieme. #assemblea',
  start: '2036-12-12T18:00',
  end: '2036-12-12T20:00',
  venue: 'Sala civica',
  street: 'via Roma 3',
  comune: 'Prato',
  capacity: 2,
};

describe('events between districts and with Mobilizon', () => {
  let pair: Pair;
  let peer: Peer;
  beforeAll(async () => {
    pair = await startPair(true);
    peer = await startPeer({ actors: ['elsa', 'ugo', 'gruppo'] });
    await follow(pair.monte, pair.valle);
  });
  afterAll(async () => {
    await pair?.stop();
    await peer?.close();
  });

  async function follow(who: TestNode, whom: TestNode) {
    const { services } = who;
    const group = await resolveHandle(services.federation, `@distretto@${whom.host}`);
    await requestFollow(services.domain, operator, services.actors.group.id, group.id);
    await eventually(
      () => tieCount(whom.services.domain.db, 'followers', whom.services.actors.group.id),
      (count) => count === 1,
    );
    return group;
  }
  const publish = (facts: Partial<NewEvent> = {}) =>
    publishEvent(pair.valle.services.domain, operator, pair.farm.id, { ...assembly, ...facts });
  const knownThere = (post: Post) =>
    eventually(
      () => postByUri(pair.monte.services.domain.db, post.uri),
      (found) => found !== undefined,
    );
  const attending = async (post: Post) =>
    (await eventById(pair.valle.services.domain.db, post.id))?.event.attending;
  const stateThere = async (actorId = pair.gas.id) =>
    (await attendancesOf(pair.monte.services.domain.db, [actorId], 1))[0];
  const fromPeer = (type: string, name: string, members: JsonObject) =>
    peer.post(
      `${pair.valle.origin}/inbox`,
      {
        '@context': AS,
        id: `${peer.origin}/activities/${Math.random()}`,
        type,
        actor: peer.actor(name).uri,
        ...members,
      },
      { as: peer.actor(name) },
    );
  const heard = (name: string, type: string, object: string) =>
    eventually(
      async () =>
        peer.requests
          .filter(
            ({ method, path }) => (method === 'POST' && path === '/inbox') || path === `/users/${name}/inbox`,
          )
          .map(({ body }) => JSON.parse(body === '' ? '{}' : body) as { type: string; object: JsonObject })
          .filter((one) => one.type === type && JSON.stringify(one.object).includes(object)),
      (found) => found.length > 0,
    );

  it('an event reaches the other district with its facts, and a member of it says yes', async () => {
    const { monte, gas } = pair;
    const post = await publish();
    const there = await knownThere(post);
    const view = await eventById(monte.services.domain.db, there?.id ?? '');
    expect(view?.post).toMatchObject({ kind: 'event', title: 'Assemblea dei soci', visibility: 'public' });
    expect(view?.group?.name).toBe('DES Valle');
    expect(view?.event).toMatchObject({
      startsAt: new Date('2036-12-12T17:00:00Z'),
      endsAt: new Date('2036-12-12T19:00:00Z'),
      timeZone: 'Europe/Rome',
      venue: 'Sala civica',
      street: 'via Roma 3',
      comune: 'Prato',
      capacity: 2,
      joinMode: 'free',
      state: 'confirmed',
      own: false,
    });
    const asked = await attend(monte.services.domain, operator, gas.id, there?.id ?? '');
    expect(asked.state).toBe('asked');
    await eventually(stateThere, (found) => found?.attendance.state === 'coming');
    expect(await attending(post)).toBe(1);
    await unattend(monte.services.domain, operator, gas.id, there?.id ?? '');
    await eventually(
      () => attending(post),
      (count) => count === 0,
    );
    await attend(monte.services.domain, operator, gas.id, there?.id ?? '');
    await eventually(stateThere, (found) => found?.attendance.state === 'coming');
    expect(await attending(post)).toBe(1);
    // Of who comes only the number is told.
    const json = await fetch(post.uri, { headers: { accept: 'application/activity+json' } });
    const text = await json.text();
    expect(JSON.parse(text)).toMatchObject({ participantCount: 1, remainingAttendeeCapacity: 1 });
    expect(text).not.toContain(gas.uri);
  });

  it('the one over the capacity is refused in words, and comes when somebody gives up a seat', async () => {
    const { valle, monte, farm, gas } = pair;
    const post = await publish({ capacity: 1 });
    const there = await knownThere(post);
    await attend(valle.services.domain, operator, farm.id, post.id);
    await attend(monte.services.domain, operator, gas.id, there?.id ?? '');
    const refused = await eventually(stateThere, (found) => found?.attendance.state === 'refused');
    expect(refused?.attendance.note).toContain('esauriti');
    await unattend(valle.services.domain, operator, farm.id, post.id);
    await attend(monte.services.domain, operator, gas.id, there?.id ?? '');
    await eventually(stateThere, (found) => found?.attendance.state === 'coming');
    expect(await attending(post)).toBe(1);
  });

  it('somebody on Mobilizon joins, hears of a change and of the end without following, and leaves', async () => {
    const { valle } = pair;
    const post = await publish();
    const join = {
      id: `${peer.origin}/join/event/1`,
      object: post.uri,
      participationMessage: 'Vengo in bici',
    };
    expect((await fromPeer('Join', 'elsa', join)).status).toBe(202);
    const [accepted] = await heard('elsa', 'Accept', join.id);
    expect(accepted?.object).toEqual({
      id: join.id,
      type: 'Join',
      actor: peer.actor('elsa').uri,
      object: post.uri,
    });
    expect((await fromPeer('Join', 'elsa', join)).status).toBe(202);
    expect(await attending(post)).toBe(1);

    await changeEvent(valle.services.domain, operator, post.id, {
      start: '2036-12-12T17:00',
      venue: 'Teatro',
    });
    const [changed] = await heard('elsa', 'Update', post.uri);
    expect(changed?.object).toMatchObject({ startTime: '2036-12-12T16:00:00Z', 'ical:status': 'CONFIRMED' });
    expect(changed?.object.summary).toContain('Teatro, via Roma 3, Prato (PO)');

    await fromPeer('Leave', 'elsa', { object: post.uri });
    await eventually(
      () => attending(post),
      (count) => count === 0,
    );
    await fromPeer('Join', 'ugo', { id: `${peer.origin}/join/event/2`, object: post.uri });
    await eventually(
      () => attending(post),
      (count) => count === 1,
    );
    await cancelEvent(valle.services.domain, operator, post.id, { reason: 'Nevica' });
    const updates = await heard('ugo', 'Update', 'CANCELLED');
    expect(updates.at(-1)?.object.content).toContain('Nevica');
    await fromPeer('Join', 'elsa', { id: `${peer.origin}/join/event/3`, object: post.uri });
    const [rejected] = await heard('elsa', 'Reject', '/join/event/3');
    expect(JSON.stringify(rejected)).toContain('annullato');
    await withdrawPost(valle.services.domain, operator, post.id, 'event');
    const [gone] = await heard('ugo', 'Delete', post.uri);
    expect(gone?.object).toMatchObject({ type: 'Tombstone', formerType: 'Event' });
  });

  it('a member elsewhere sees what has changed, that it is off, and that it is gone, also when nobody follows any more', async () => {
    const { valle, monte, gas } = pair;
    const post = await publish();
    const there = await knownThere(post);
    await attend(monte.services.domain, operator, gas.id, there?.id ?? '');
    await eventually(stateThere, (found) => found?.attendance.state === 'coming');
    const group = await resolveHandle(monte.services.federation, `@distretto@${valle.host}`);
    await undoFollow(monte.services.domain, operator, monte.services.actors.group.id, group.id);
    await eventually(
      () => tieCount(valle.services.domain.db, 'followers', valle.services.actors.group.id),
      (count) => count === 0,
    );
    await changeEvent(valle.services.domain, operator, post.id, { comune: 'Pistoia' });
    const moved = await eventually(stateThere, (found) => (found?.changes.length ?? 0) > 0);
    expect(moved?.changes).toEqual(['where']);
    await cancelEvent(valle.services.domain, operator, post.id, {});
    await eventually(stateThere, (found) => found?.event?.event.state === 'cancelled');
    await withdrawPost(valle.services.domain, operator, post.id, 'event');
    const gone = await eventually(stateThere, (found) => found?.event === undefined);
    expect(gone?.attendance.known?.title).toBe('Assemblea dei soci');
    await follow(monte, valle);
  });

  it('nothing comes of a Join, a Leave or an Accept that is not for them to say', async () => {
    const { valle, monte, gas } = pair;
    const post = await publish();
    const there = await knownThere(post);
    const asked = await attend(monte.services.domain, operator, gas.id, there?.id ?? '');
    await eventually(stateThere, (found) => found?.attendance.state === 'coming');
    // Somebody else refuses for the organiser, or takes back another's Join.
    const reject = (inbox: string, type: string, object: JsonObject | string) =>
      peer.post(
        inbox,
        {
          '@context': AS,
          id: `${peer.origin}/a/${type}-${Math.random()}`,
          type,
          actor: peer.actor('ugo').uri,
          object,
        },
        { as: peer.actor('ugo') },
      );
    await reject(`${monte.origin}/inbox`, 'Reject', asked.joinUri ?? '');
    await reject(`${valle.origin}/inbox`, 'Undo', {
      id: asked.joinUri ?? '',
      type: 'Join',
      actor: gas.uri,
      object: post.uri,
    });
    await reject(`${valle.origin}/inbox`, 'Leave', post.uri);
    await reject(`${valle.origin}/inbox`, 'Join', `${valle.origin}/objects/1`);
    await reject(`${monte.origin}/inbox`, 'Join', post.uri);
    expect((await stateThere())?.attendance.state).toBe('coming');
    expect(await attending(post)).toBe(1);
    // A Leave that came before the older Join that it ends.
    const leave = { object: post.uri, published: '2026-01-02T00:00:00Z' };
    await fromPeer('Leave', 'elsa', leave);
    await fromPeer('Join', 'elsa', {
      id: `${peer.origin}/join/late`,
      object: post.uri,
      published: '2026-01-01T00:00:00Z',
    });
    expect(await attending(post)).toBe(1);
  });

  it('an event of Mobilizon is read with its facts, answered with a Join, and its cancellation heard', async () => {
    const { monte, gas } = pair;
    const elsa = peer.actor('elsa');
    const event = mobilizonEvent(peer.origin, elsa.uri);
    const tell = (type: string, object: JsonObject) =>
      peer.post(
        `${monte.origin}/inbox`,
        {
          '@context': event['@context'],
          id: `${peer.origin}/activities/${type}-${Math.random()}`,
          type,
          actor: elsa.uri,
          to: [PUBLIC, gas.uri],
          object,
        },
        { as: elsa },
      );
    await tell('Create', event);
    const { db } = monte.services.domain;
    const post = await eventually(
      () => postByUri(db, event.id),
      (found) => found !== undefined,
    );
    const view = await eventById(db, post?.id ?? '');
    expect(view?.event).toMatchObject({
      venue: 'Circolo',
      street: '10 Rue Jangot',
      comune: 'Lyon',
      timeZone: 'Europe/Paris',
      joinMode: 'restricted',
      attending: 4,
      capacity: 10,
      organiserUri: elsa.uri,
    });
    const { joinUri } = await attend(monte.services.domain, operator, gas.id, post?.id ?? '');
    const [join] = await heard('elsa', 'Join', event.id);
    expect(join).toMatchObject({ id: joinUri, actor: gas.uri, object: event.id });
    await peer.post(
      `${monte.origin}/inbox`,
      {
        '@context': AS,
        id: `${peer.origin}/accept/join/1`,
        type: 'Accept',
        actor: elsa.uri,
        object: { id: joinUri ?? '', type: 'Join', actor: gas.uri, object: event.id },
      },
      { as: elsa },
    );
    await eventually(stateThere, (found) => found?.attendance.state === 'coming');
    await tell('Update', { ...event, updated: '2026-02-01T08:00:00Z', 'ical:status': 'CANCELLED' });
    await eventually(stateThere, (found) => found?.event?.event.state === 'cancelled');
  });

  it('an event of a Mobilizon group is asked of its server when its organiser changes it', async () => {
    const { monte } = pair;
    const { db } = monte.services.domain;
    const elsa = peer.actor('elsa');
    const group = peer.actor('gruppo');
    peer.serve(group.uri, { ...group.document, type: 'Group' });
    const event = {
      '@context': AS,
      id: `${peer.origin}/events/2`,
      type: 'Event',
      actor: elsa.uri,
      attributedTo: group.uri,
      to: [PUBLIC],
      name: 'Cena sociale',
      content: '<p>Si cena</p>',
      startTime: '2036-05-02T18:00:00Z',
      published: '2026-01-01T08:00:00Z',
    };
    const say = (type: string, object: JsonObject) =>
      peer.post(
        `${monte.origin}/inbox`,
        {
          '@context': AS,
          id: `${peer.origin}/a/${type}`,
          type,
          actor: elsa.uri,
          to: [PUBLIC, pair.gas.uri],
          object,
        },
        { as: elsa },
      );
    peer.serve(event.id, event);
    expect((await say('Create', event)).status).toBe(202);
    await eventually(
      () => postByUri(db, event.id),
      (found) => found?.title === 'Cena sociale',
    );
    const changed = { ...event, name: 'Cena sociale, spostata', updated: '2026-02-01T08:00:00Z' };
    peer.serve(event.id, changed);
    // What the sender says of it counts for nothing.
    expect((await say('Update', { ...changed, name: 'Falso' })).status).toBe(202);
    const post = await eventually(
      () => postByUri(db, event.id),
      (found) => found?.title !== 'Cena sociale',
    );
    expect(post?.title).toBe('Cena sociale, spostata');
    expect((await actorById(db, post?.actorId ?? ''))?.uri).toBe(group.uri);
  });

  it('who follows later reads what is to come, the next event first', async () => {
    const { valle, monte } = pair;
    const soon = await publishEvent(monte.services.domain, operator, pair.gas.id, {
      ...assembly,
      start: '2036-01-12T18:00',
      end: '2036-01-12T20:00',
    });
    const later = await publishEvent(monte.services.domain, operator, pair.gas.id, assembly);
    await cancelEvent(monte.services.domain, operator, later.id, {});
    const first = `${monte.services.actors.group.uri}/upcomingEvents?page=first`;
    const answer = await fetch(first, { headers: { accept: 'application/activity+json' } });
    const { orderedItems } = (await answer.json()) as { orderedItems: JsonObject[] };
    expect(orderedItems.map(({ id }) => id)).toEqual([soon.uri, later.uri]);
    await follow(valle, monte);
    const { db } = valle.services.domain;
    for (const { uri } of [soon, later])
      await eventually(
        () => postByUri(db, uri),
        (post) => post?.kind === 'event',
      );
  });
});
