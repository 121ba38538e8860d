import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, operator } from '../../../src/domain/caller.ts';
import { castVoice } from '../../../src/domain/decisions/cast-voice.ts';
import type { NewDecision } from '../../../src/domain/decisions/decision.ts';
import { decisionById, decisionsIn, voicesOf } from '../../../src/domain/decisions/decision-reads.ts';
import { closeDecision, withdrawDecision } from '../../../src/domain/decisions/end-decision.ts';
import { openDecision } from '../../../src/domain/decisions/open-decision.ts';
import { eventsAbout } from '../../../src/domain/history/event-reads.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { endMembership } from '../../../src/domain/members/end-membership.ts';
import { closeDuePolls } from '../../../src/domain/polls/close-polls.ts';
import { polls } from '../../../src/domain/polls/poll.table.ts';
import { pollOf } from '../../../src/domain/polls/poll-reads.ts';
import { vote } from '../../../src/domain/polls/vote.ts';
import type { Id } from '../../../src/platform/ids.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { DAY, MovedClock } from '../../support/moved-clock.ts';

const clock = new MovedClock();
let test: TestDomain;
const ids: Record<string, Id> = {};
const id = (handle: string) => ids[handle] ?? '';

beforeAll(async () => {
  test = await createTestDomain(clock);
  for (const [handle, kind] of [
    ['forno', 'enterprise'],
    ['gas', 'buying-group'],
    ['mag', 'ethical-finance'],
    ['anna', 'person'],
    ['bruno', 'person'],
  ] as const) {
    ids[handle] = (await addMember(test.domain, operator, { handle, name: handle, kind })).id;
  }
});
afterAll(() => test?.database.drop());

const account = (accountId: string, role: 'coordinator' | 'member', ...actsFor: Id[]): Caller => ({
  kind: 'account',
  accountId,
  role,
  actsFor,
});
const asked = (change: Partial<NewDecision> = {}): NewDecision => ({
  question: 'Apriamo un mercato del sabato?',
  text: 'Costa 200 euro l’anno. #mercato',
  options: ['Favorevole', 'Contrario', 'Astenuto'],
  electorate: 'organisations',
  endsAt: new Date(clock.now().getTime() + DAY),
  ...change,
});
const open = async (change?: Partial<NewDecision>) =>
  (await openDecision(test.domain, account('1', 'coordinator', id('anna')), asked(change))).id;
const cast = (decision: Id, member: string, position: number, caller: Caller = operator) =>
  castVoice(test.domain, caller, id(member), decision, [position]);
const counts = async (decision: Id) => {
  const [row] = await test.domain.db.select().from(polls).where(sql`post_id = ${decision}`);
  return { votes: row?.votes, voters: row?.voters };
};

describe('a decision', () => {
  it('is the district’s, opened by coordinators, on what makes sense', async () => {
    const decision = await open({ quorum: 50 });
    expect(await decisionById(test.domain.db, decision)).toMatchObject({
      post: { kind: 'question', title: 'Apriamo un mercato del sabato?', tags: ['mercato'] },
      author: { id: test.actors.group.id },
      poll: { electorate: 'organisations', votes: [0, 0, 0], voters: 0 },
      decision: { voices: 3, quorum: 50 },
    });
    const byMember = openDecision(test.domain, account('2', 'member', id('bruno')), asked());
    await expect(byMember).rejects.toMatchObject({ kind: 'forbidden', code: 'coordinators_only' });
    for (const [change, code, field] of [
      [{ question: ' ' }, 'value_missing', 'question'],
      [{ options: ['Sì'] }, 'poll_options_too_few', 'options'],
      [{ options: ['Sì', 'sì '] }, 'poll_options_alike', 'options'],
      [{ options: Array.from({ length: 11 }, (_, n) => `${n}`) }, 'poll_options_too_many', 'options'],
      [{ options: ['Sì', '\u202E'] }, 'value_missing', 'options.1'],
      [{ endsAt: clock.now() }, 'poll_end_past', 'endsAt'],
      [{ endsAt: new Date(clock.now().getTime() + 400 * DAY) }, 'poll_end_far', 'endsAt'],
      [{ quorum: 101 }, 'quorum_invalid', 'quorum'],
      [{ electorate: 'anyone' as 'people' }, 'electorate_unknown', 'electorate'],
    ] as const) {
      await expect(openDecision(test.domain, operator, asked(change as object))).rejects.toMatchObject({
        kind: 'invalid',
        code,
        field,
      });
    }
  });

  it('counts a voice once, whoever casts it and however many at once', async () => {
    const decision = await open();
    const [first, second] = [account('1', 'member', id('gas')), account('2', 'member', id('gas'), id('mag'))];
    const tries = Array.from({ length: 20 }, (_, n) => cast(decision, 'gas', n % 3, n % 2 ? first : second));
    const done = await Promise.allSettled(tries);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const reasons = done.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(new Set(reasons)).toEqual(new Set(['voted_already']));
    expect((await counts(decision)).voters).toBe(1);
    // An account that acts for three has three voices.
    const three = account('3', 'member', id('anna'), id('forno'), id('mag'));
    await cast(decision, 'forno', 0, three);
    await cast(decision, 'mag', 0, three);
    expect((await counts(decision)).voters).toBe(3);
    expect(await voicesOf(test.domain.db, decision, [id('gas'), id('anna')])).toEqual([
      { memberId: id('gas'), castBy: expect.stringMatching(/^account:[12]$/) },
    ]);
  });

  it('closes between two voices and never within one', async () => {
    for (const _ of Array(5)) {
      const decision = await open();
      const voices = ['forno', 'gas', 'mag'].map((member) => cast(decision, member, 1));
      const close = closeDecision(test.domain, operator, decision);
      const [, ...done] = await Promise.allSettled([close, ...voices]);
      const counted = done.filter(({ status }) => status === 'fulfilled').length;
      expect(await pollOf(test.domain.db, decision)).toMatchObject({
        votes: [0, counted, 0],
        voters: counted,
      });
      const roll = await voicesOf(test.domain.db, decision, [id('forno'), id('gas'), id('mag')]);
      expect(roll.filter(({ castBy }) => castBy !== null)).toHaveLength(counted);
    }
  });

  it('hears nobody without a voice: other kinds, other names, those who came later or have left', async () => {
    const decision = await open();
    await expect(cast(decision, 'anna', 0)).rejects.toMatchObject({ code: 'no_voice' });
    const stranger = account('4', 'coordinator', id('anna'));
    await expect(cast(decision, 'forno', 0, stranger)).rejects.toMatchObject({ code: 'not_your_member' });
    const { domain } = test;
    const late = await addMember(domain, operator, { handle: 'late', name: 'Late', kind: 'workers' });
    await expect(castVoice(domain, operator, late.id, decision, [0])).rejects.toMatchObject({
      code: 'no_voice',
    });
    const next = await open();
    await endMembership(domain, operator, late.id, { by: 'district' });
    await expect(castVoice(domain, operator, late.id, next, [0])).rejects.toMatchObject({ code: 'no_voice' });
    await expect(vote(domain, operator, id('gas'), decision, [0])).rejects.toMatchObject({
      code: 'vote_on_its_page',
    });
    for (const positions of [[], [3], [-1], [0.5], [0, 1]]) {
      await expect(castVoice(domain, operator, id('gas'), decision, positions)).rejects.toMatchObject({
        kind: 'invalid',
      });
    }
    // A ballot that could not be counted spends no voice.
    await cast(decision, 'gas', 1);
    expect(await counts(decision)).toEqual({ votes: [0, 1, 0], voters: 1 });
  });

  it('of people takes one voice for each person', async () => {
    const decision = await open({ electorate: 'people', multiple: true });
    expect((await decisionById(test.domain.db, decision))?.decision?.voices).toBe(2);
    await castVoice(test.domain, operator, id('anna'), decision, [2, 0, 2]);
    await expect(cast(decision, 'gas', 0)).rejects.toMatchObject({ code: 'no_voice' });
    expect(await counts(decision)).toEqual({ votes: [1, 0, 1], voters: 1 });
  });

  it('shows no counts before it is closed, and closes by itself, once, however many workers there are', async () => {
    const decision = await open();
    await cast(decision, 'gas', 0);
    expect(await pollOf(test.domain.db, decision)).toMatchObject({ votes: [0, 0, 0], voters: 1 });
    clock.advance(DAY);
    await expect(cast(decision, 'forno', 0)).rejects.toMatchObject({ code: 'poll_over' });
    expect(await pollOf(test.domain.db, decision)).toMatchObject({ votes: [0, 0, 0], closedAt: null });
    await Promise.all(Array.from({ length: 5 }, () => closeDuePolls(test.domain)));
    expect(await pollOf(test.domain.db, decision)).toMatchObject({ votes: [1, 0, 0], closedAt: clock.now() });
    const told = (await eventsAbout(test.domain.db, decision, 10)).map(({ type }) => type);
    expect(told).toEqual(['post-published', 'post-changed']);
    await expect(cast(decision, 'forno', 0)).rejects.toMatchObject({ code: 'poll_over' });
    const lists = await Promise.all(
      (['open', 'closed', 'elsewhere'] as const).map((list) => decisionsIn(test.domain.db, list, 50)),
    );
    expect(lists.map((views) => views.some(({ post }) => post.id === decision))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('is closed early or taken back by coordinators alone, while it is open', async () => {
    const [decision, mistake] = [await open(), await open()];
    const member = account('2', 'member', test.actors.group.id);
    for (const end of [closeDecision, withdrawDecision]) {
      await expect(end(test.domain, member, decision)).rejects.toMatchObject({ code: 'coordinators_only' });
    }
    await closeDecision(test.domain, account('1', 'coordinator'), decision);
    for (const end of [closeDecision, withdrawDecision]) {
      await expect(end(test.domain, operator, decision)).rejects.toMatchObject({ code: 'decision_closed' });
    }
    await cast(mistake, 'gas', 0);
    await withdrawDecision(test.domain, account('1', 'coordinator'), mistake);
    expect(await decisionById(test.domain.db, mistake)).toBeUndefined();
    expect(await voicesOf(test.domain.db, mistake, [id('gas')])).toEqual([]);
  });
});

/** Every row of the database as it stands, with the order of the transactions that wrote it last. */
async function everything(): Promise<Record<string, unknown[]>> {
  const { db } = test.domain;
  const tables = await db.execute<{ name: string }>(
    sql`SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
  );
  const all: Record<string, unknown[]> = {};
  for (const { name } of tables) {
    const rows = await db.execute(
      sql`SELECT xmin::text, ctid::text, t.* FROM ${sql.identifier(name)} t ORDER BY ctid`,
    );
    all[name] = [...rows];
  }
  return all;
}

describe('a secret ballot', () => {
  it('leaves nothing that says who chose what: two that differ in that alone leave the same', async () => {
    const leave = async (choices: readonly (readonly [string, number])[]) => {
      const decision = await open();
      const before = await everything();
      for (const [member, position] of choices) await cast(decision, member, position);
      const after = await everything();
      const changed = Object.keys(after)
        .filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]))
        .sort();
      const transactions: string[] = [];
      const written = changed.flatMap((name) =>
        (after[name] ?? [])
          .map((row) => row as Record<string, unknown>)
          .filter((row) => row.post_id === decision)
          .map(({ ctid: _ctid, post_id: _post, ends_at: _end, xmin, ...row }) => {
            if (!transactions.includes(String(xmin))) transactions.push(String(xmin));
            return { name, ...row, written: transactions.indexOf(String(xmin)) };
          }),
      );
      return { changed, written };
    };
    const one = await leave([
      ['forno', 0],
      ['gas', 1],
      ['mag', 1],
    ]);
    const other = await leave([
      ['forno', 1],
      ['gas', 1],
      ['mag', 0],
    ]);
    expect(one.changed).toEqual(['electoral_roll', 'polls']);
    expect(one.written).toHaveLength(4);
    expect(other).toEqual(one);
  });
});
