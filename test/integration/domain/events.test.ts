import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { saveRemoteActor } from '../../../src/domain/actors/remote-actor.ts';
import { type Caller, operator } from '../../../src/domain/caller.ts';
import { acknowledgeChanges, attend, unattend } from '../../../src/domain/events/attend.ts';
import { attendancesOf, attendeesOf } from '../../../src/domain/events/attendance-reads.ts';
import type { NewEvent } from '../../../src/domain/events/event.ts';
import {
  calendarEvents,
  eventById,
  eventCursor,
  eventsList,
} from '../../../src/domain/events/event-reads.ts';
import { cancelEvent, changeEvent, publishEvent } from '../../../src/domain/events/publish-event.ts';
import { receiveJoin, receiveLeave, receiveUndoJoin } from '../../../src/domain/events/receive-attendance.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { withdrawPost } from '../../../src/domain/posts/withdraw-post.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { DAY, MovedClock } from '../../support/moved-clock.ts';

const clock = new MovedClock();
let test: TestDomain;
let farm: Actor;
let gas: Actor;
let away: Actor[];
beforeAll(async () => {
  clock.advance(DAY);
  test = await createTestDomain(clock);
  const { domain } = test;
  farm = await addMember(domain, operator, { handle: 'podere', name: 'Podere', kind: 'enterprise' });
  gas = await addMember(domain, operator, { handle: 'gas', name: 'GAS', kind: 'buying-group' });
  away = await Promise.all(Array.from({ length: 30 }, (_, index) => remoteActor(index)));
});
afterAll(() => test.database.drop());

function remoteActor(index: number): Promise<Actor> {
  const uri = `https://monte.example/actors/${index}`;
  return test.domain.db.transaction((tx) =>
    saveRemoteActor(tx, test.domain, {
      uri,
      type: 'Person',
      host: 'monte.example',
      handle: `p${index}`,
      name: `Persona ${index}`,
      url: uri,
      inbox: `${uri}/inbox`,
    }),
  );
}

const visit: NewEvent = {
  title: 'Visita SPG',
  start: '2036-06-01T09:00',
  end: '2036-06-01T13:00',
  venue: 'Podere',
  comune: 'Prato',
};
const publish = (change: Partial<NewEvent> = {}) =>
  publishEvent(test.domain, operator, farm.id, { ...visit, ...change });
const view = (id: string) => eventById(test.domain.db, id);
const join = (actor: Actor, uri: string, told?: Date, joinUri = `${actor.uri}/join/${uri}`) =>
  test.domain.db.transaction((tx) => receiveJoin(tx, test.domain, actor, uri, { uri: joinUri, told }));
const leave = (actor: Actor, uri: string, told?: Date) =>
  test.domain.db.transaction((tx) => receiveLeave(tx, test.domain, actor, uri, told));
const stateOf = async (actor: Actor) =>
  (await attendancesOf(test.domain.db, [actor.id], 1))[0]?.attendance.state;
const member: Caller = { kind: 'account', accountId: '1', role: 'member', actsFor: [] };

describe('an event', () => {
  it('is called by those who act for its organiser, changed, and cancelled once', async () => {
    const { domain } = test;
    await expect(publishEvent(domain, member, farm.id, visit)).rejects.toMatchObject({
      code: 'not_your_member',
    });
    const post = await publish();
    for (const work of [
      () => changeEvent(domain, member, post.id, { title: 'Mia' }),
      () => cancelEvent(domain, member, post.id, {}),
      () => withdrawPost(domain, member, post.id, 'event'),
      () => attend(domain, member, gas.id, post.id),
      () => unattend(domain, member, gas.id, post.id),
    ])
      await expect(work()).rejects.toMatchObject({ kind: 'forbidden' });
    await changeEvent(domain, operator, post.id, { comune: 'Pistoia', venue: '', capacity: '5' });
    expect((await view(post.id))?.event).toMatchObject({
      startsAt: new Date('2036-06-01T07:00:00Z'),
      comune: 'Pistoia',
      province: 'PT',
      venue: null,
      capacity: 5,
      sequence: 1,
    });
    await cancelEvent(domain, operator, post.id, { reason: 'Grandine' });
    expect((await view(post.id))?.event).toMatchObject({
      state: 'cancelled',
      stateNote: 'Grandine',
      sequence: 2,
    });
    for (const work of [
      () => cancelEvent(domain, operator, post.id, {}),
      () => changeEvent(domain, operator, post.id, { title: 'Di nuovo' }),
      () => attend(domain, operator, gas.id, post.id),
    ])
      await expect(work()).rejects.toMatchObject({ kind: 'conflict', code: 'event_cancelled' });
    await withdrawPost(domain, operator, post.id, 'event');
    expect(await view(post.id)).toBeUndefined();
    await expect(attend(domain, operator, gas.id, post.id)).rejects.toMatchObject({ kind: 'gone' });
    await expect(changeEvent(domain, operator, '1', {})).rejects.toMatchObject({ code: 'event_unknown' });
  });

  it.each([
    [{ end: '2036-06-01T09:00' }, 'event_ends_before_start', 'end'],
    [{ start: '2016-06-01T09:00', end: '2016-06-01T10:00' }, 'event_in_the_past', 'end'],
    [{ start: 'presto' }, 'wall_time_invalid', 'start'],
    [{ start: '2036-03-30T02:30' }, 'time_skipped', 'start'],
    [{ comune: 'Atlantide' }, 'comune_unknown', 'comune'],
    [{ comune: '' }, 'event_nowhere', 'comune'],
  ])('with %o is refused', async (wrong, code, field) => {
    await expect(publish(wrong)).rejects.toMatchObject({ kind: 'invalid', code, field });
  });

  it('is in the lists while it is to come, then among the past ones, page by page', async () => {
    const { db } = test.domain;
    const first = await publish({ comune: 'Lucca', start: '2036-06-02T09:00', end: '2036-06-02T10:00' });
    const second = await publish({ comune: 'Lucca', start: '2036-06-03T09:00', end: '2036-06-03T10:00' });
    const ids = async (when: 'coming' | 'past', limit = 10, after?: Parameters<typeof eventsList>[4]) =>
      (await eventsList(db, { when, comune: 'lucca', from: 'here' }, clock.now(), limit, after)).map(
        (one) => one.post.id,
      );
    expect(await ids('coming')).toEqual([first.id, second.id]);
    const [head] = await eventsList(db, { when: 'coming', comune: 'Lucca' }, clock.now(), 1);
    expect(await ids('coming', 10, head && eventCursor(head))).toEqual([second.id]);
    expect(await ids('past')).toEqual([]);
    const now = new Date('2036-06-02T12:00:00Z');
    const past = await eventsList(db, { when: 'past', comune: 'Lucca' }, now, 10);
    expect(past.map((one) => one.post.id)).toEqual([first.id]);
    const calendar = await calendarEvents(
      db,
      { ownerId: farm.id, comune: 'Lucca' },
      new Date('2036-06-02T08:30:00Z'),
      10,
    );
    expect(calendar.map((one) => one.post.id)).toEqual([second.id]);
  });
});

describe('seats', () => {
  it('are never given twice, however many ask at once', async () => {
    const post = await publish({ capacity: 20 });
    const here = [gas, farm].map((actor) => attend(test.domain, operator, actor.id, post.id));
    const told = new Date(clock.now().getTime() - 1000);
    const results = await Promise.allSettled([...here, ...away.map((actor) => join(actor, post.uri, told))]);
    const refusedHere = results.filter(({ status }) => status === 'rejected').length;
    const states = await Promise.all(away.map(stateOf));
    const seated = states.filter((state) => state === 'coming').length + (2 - refusedHere);
    expect(seated).toBe(20);
    expect((await view(post.id))?.event.attending).toBe(20);
    expect(await attendeesOf(test.domain.db, post.id, 50)).toHaveLength(20);
    await expect(changeEvent(test.domain, operator, post.id, { capacity: '19' })).rejects.toMatchObject({
      code: 'capacity_below_attending',
      field: 'capacity',
    });
    await changeEvent(test.domain, operator, post.id, { capacity: '' });
    expect((await view(post.id))?.event).toMatchObject({ capacity: null, attending: 20 });
  });

  it('go by the later word of each, in whatever order the words come, each once or often', async () => {
    const [ada, ugo] = away;
    if (ada === undefined || ugo === undefined) throw new Error('nobody away');
    const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
    const words: ((actor: Actor, uri: string) => Promise<unknown>)[] = [
      (actor, uri) => join(actor, uri, at(1), `${uri}/${actor.handle}/1`),
      (actor, uri) => leave(actor, uri, at(2)),
      (actor, uri) => join(actor, uri, at(3), `${uri}/${actor.handle}/2`),
      (actor, uri) => leave(actor, uri, at(4)),
      (actor, uri) => join(actor, uri, at(5), `${uri}/${actor.handle}/3`),
    ];
    for (const [last, expected] of [
      [5, 'coming'],
      [4, 'left'],
    ] as const) {
      for (const order of [
        [0, 1, 2, 3, 4],
        [4, 3, 2, 1, 0],
        [2, 0, 4, 1, 3],
        [1, 1, 3, 0, 2, 4, 4],
      ]) {
        const post = await publish({ capacity: 1 });
        for (const index of order.filter((one) => one < last)) await words[index]?.(ada, post.uri);
        expect([order, await stateOf(ada)]).toEqual([order, expected]);
        expect((await view(post.id))?.event.attending).toBe(expected === 'coming' ? 1 : 0);
      }
    }
  });

  it('are given back by taking back the Join itself, by whom it was, also before it came', async () => {
    const [ada, ugo] = away;
    if (ada === undefined || ugo === undefined) throw new Error('nobody away');
    const undo = (actor: Actor, joinUri: string) =>
      test.domain.db.transaction((tx) => receiveUndoJoin(tx, test.domain, actor, joinUri));
    const post = await publish({ capacity: 1 });
    await join(ada, post.uri, undefined, 'https://monte.example/joins/1');
    expect(await undo(ugo, 'https://monte.example/joins/1')).toBe('ignored');
    expect((await view(post.id))?.event.attending).toBe(1);
    await undo(ada, 'https://monte.example/joins/1');
    expect((await view(post.id))?.event.attending).toBe(0);
    await undo(ugo, 'https://monte.example/joins/2');
    expect(await join(ugo, post.uri, undefined, 'https://monte.example/joins/2')).toBe('ignored');
    expect((await view(post.id))?.event.attending).toBe(0);
  });

  it('are not for what is over', async () => {
    const post = await publish({ start: '2026-02-01T09:00', end: '2026-02-01T10:00' });
    clock.advance(60 * DAY);
    await expect(attend(test.domain, operator, gas.id, post.id)).rejects.toMatchObject({
      code: 'event_over',
    });
  });
});

describe('those who said yes', () => {
  it('say it once, see what changes until they have looked, and that the event is gone', async () => {
    const { domain } = test;
    const post = await publish();
    await attend(domain, operator, gas.id, post.id);
    await attend(domain, operator, gas.id, post.id);
    expect((await view(post.id))?.event.attending).toBe(1);
    const mine = async () => (await attendancesOf(domain.db, [gas.id], 1))[0];
    expect((await mine())?.changes).toEqual([]);
    await changeEvent(domain, operator, post.id, { start: '2036-06-01T10:00', title: 'Visita' });
    expect((await mine())?.changes).toEqual(['title', 'when']);
    await acknowledgeChanges(domain, operator, gas.id, post.id);
    expect((await mine())?.changes).toEqual([]);
    await expect(acknowledgeChanges(domain, operator, farm.id, post.id)).rejects.toMatchObject({
      code: 'attendance_unknown',
    });
    await unattend(domain, operator, gas.id, post.id);
    await unattend(domain, operator, gas.id, post.id);
    expect((await view(post.id))?.event.attending).toBe(0);
    await attend(domain, operator, gas.id, post.id);
    expect((await mine())?.attendance.state).toBe('coming');
    await withdrawPost(domain, operator, post.id, 'event');
    expect(await mine()).toMatchObject({ event: undefined, attendance: { known: { title: 'Visita' } } });
    await expect(unattend(domain, operator, farm.id, post.id)).rejects.toMatchObject({ kind: 'not-found' });
  });
});
