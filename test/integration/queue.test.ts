import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openDatabase } from '../../src/platform/database/database.ts';
import { claim, newLease, releaseOrphans } from '../../src/platform/queue/lease.ts';
import {
  enqueue,
  listDeadLetters,
  listLanes,
  type NewMessage,
  queueDepth,
  requeueDeadLetter,
} from '../../src/platform/queue/queue.ts';
import type { Outcome } from '../../src/platform/queue/settle.ts';
import { type Handler, QueueWorker } from '../../src/platform/queue/worker.ts';
import { createTestDatabase } from '../support/database.ts';
import { DAY, MINUTE, MovedClock } from '../support/moved-clock.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let clock: MovedClock;
/** What the handler got, as `lane/payload`. */
let handled: string[];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  clock = new MovedClock();
  handled = [];
  await database.db.execute(sql`DELETE FROM queue_messages`);
  await database.db.execute(sql`DELETE FROM queue_lanes`);
  await database.db.execute(sql`DELETE FROM queue_dead_letters`);
});

type Answer = (
  payload: unknown,
  lane: string,
) => Omit<Exclude<Outcome, { result: 'done' }>, 'id'> | undefined;

/** Handles message by message; what has no answer is done, and the first that pauses the lane ends the batch. */
function worker(answer: Answer = () => undefined, options: Partial<Handler> = {}): QueueWorker {
  const handler: Handler = {
    batch: 50,
    concurrency: 4,
    async handle(messages, { lane }) {
      const outcomes: Outcome[] = [];
      for (const { id, payload } of messages) {
        handled.push(`${lane}/${payload}`);
        const failure = answer(payload, lane);
        outcomes.push(failure ? { id, ...failure } : { id, result: 'done' });
        if (failure?.result === 'retry') break;
      }
      return outcomes;
    },
    ...options,
  };
  return new QueueWorker({
    handle: database,
    clock,
    logger: pino({ level: 'silent' }),
    handlers: { test: handler },
  });
}

const message = (lane: string, payload: unknown, more: Partial<NewMessage> = {}): NewMessage => ({
  type: 'test',
  lane,
  payload,
  ...more,
});

function put(...messages: NewMessage[]): Promise<void> {
  return database.db.transaction((tx) => enqueue(tx, clock, messages));
}

const payloads = (first: number, count: number) => Array.from({ length: count }, (_, n) => first + n);

describe('enqueue', () => {
  test('is undone with the transaction it joins', async () => {
    const failed = database.db.transaction(async (tx) => {
      await enqueue(tx, clock, [message('a', 1)]);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await worker().drain();
    expect(handled).toEqual([]);
    expect(await listLanes(database.db, { type: 'test', limit: 10 })).toEqual([]);
  });

  test('takes thousands at once and keeps the order of each lane', async () => {
    await put(...payloads(0, 10_000).map((n) => message(`lane${n % 7}`, n)));
    await worker().drain();
    for (const lane of payloads(0, 7)) {
      const got = handled.filter((entry) => entry.startsWith(`lane${lane}/`));
      expect(got).toEqual(
        payloads(0, 10_000)
          .filter((n) => n % 7 === lane)
          .map((n) => `lane${lane}/${n}`),
      );
    }
  });

  test('adds no second copy while the first waits, but does once it is being handled', async () => {
    await put(message('a', 'first', { dedupeKey: 'k' }), message('a', 'copy', { dedupeKey: 'k' }));
    await put(message('a', 'copy', { dedupeKey: 'k' }), message('b', 'other lane', { dedupeKey: 'k' }));
    const during = worker(undefined, {
      async handle(messages) {
        handled.push(...messages.map(({ payload }) => String(payload)));
        if (messages[0]?.payload === 'first') await put(message('a', 'news', { dedupeKey: 'k' }));
        return messages.map(({ id }) => ({ id, result: 'done' }));
      },
    });
    await during.drain();
    expect(handled.toSorted()).toEqual(['first', 'news', 'other lane']);
  });

  test('holds a message until its time, and lets the lane go on', async () => {
    await put(
      message('a', 'later', { notBefore: new Date(clock.now().getTime() + DAY) }),
      message('a', 'now'),
    );
    await worker().drain();
    expect(handled).toEqual(['a/now']);
    expect(await queueDepth(database.db, clock)).toEqual({
      pending: 0,
      delayed: 1,
      dead: 0,
      oldestPendingSeconds: 0,
    });
    clock.advance(DAY);
    await worker().drain();
    expect(handled).toEqual(['a/now', 'a/later']);
  });
});

describe('retry', () => {
  test('a dead host costs one probe each half hour, and gets all in order when it is back', async () => {
    await put(...payloads(0, 200).map((n) => message('dead', n)));
    await put(message('alive', 0));
    let up = false;
    const probing = worker((_, lane) =>
      lane === 'alive' || up ? undefined : { result: 'retry', error: 'refused' },
    );
    for (let minute = 0; minute < 24 * 60; minute += 5) {
      await probing.drain();
      // Enqueueing does not shorten the pause.
      await put(message('dead', 200 + minute / 5));
      clock.advance(5 * MINUTE);
    }
    const probes = handled.filter((entry) => entry.startsWith('dead/'));
    expect(new Set(probes)).toEqual(new Set(['dead/0']));
    expect(probes.length).toBeGreaterThan(38);
    expect(probes.length).toBeLessThan(54);
    expect(handled).toContain('alive/0');
    const [lane] = await listLanes(database.db, { type: 'test', failing: true, limit: 10 });
    expect(lane).toMatchObject({ lane: 'dead', failures: probes.length, lastError: 'refused' });

    up = true;
    handled = [];
    clock.advance(36 * MINUTE);
    await probing.drain();
    expect(handled).toEqual(payloads(0, 488).map((n) => `dead/${n}`));
    expect(await listLanes(database.db, { type: 'test', failing: true, limit: 10 })).toEqual([]);
  });

  test('waits for as long as the other side asks', async () => {
    await put(message('a', 1));
    const retryAt = new Date(clock.now().getTime() + 5 * 60 * MINUTE);
    const asked = worker(() =>
      handled.length === 1 ? { result: 'retry', error: '429', retryAt } : undefined,
    );
    await asked.drain();
    clock.advance(5 * 60 * MINUTE - 1);
    await asked.drain();
    expect(handled).toEqual(['a/1']);
    clock.advance(1);
    await asked.drain();
    expect(handled).toEqual(['a/1', 'a/1']);
  });

  test('keeps the order of each lane, with several workers', async () => {
    const succeeded: string[] = [];
    const flaky: Answer = (payload, lane) => {
      if (Math.random() < 0.05) return { result: 'retry', error: 'flaky' };
      succeeded.push(`${lane}/${payload}`);
      return undefined;
    };
    await put(...payloads(0, 1_000).map((n) => message(`lane${n % 10}`, n)));
    const workers = [worker(flaky), worker(flaky), worker(flaky)];
    while (
      (await queueDepth(database.db, clock)).delayed + (await queueDepth(database.db, clock)).pending >
      0
    ) {
      await Promise.all(workers.map((one) => one.drain()));
      clock.advance(40 * MINUTE);
    }
    expect(succeeded).toHaveLength(1_000);
    for (const lane of payloads(0, 10))
      expect(succeeded.filter((entry) => entry.startsWith(`lane${lane}/`))).toEqual(
        payloads(0, 1_000)
          .filter((n) => n % 10 === lane)
          .map((n) => `lane${lane}/${n}`),
      );
  });

  test('after 30 days all that is as old becomes dead letters, with the reason', async () => {
    await put(...payloads(0, 3).map((n) => message('a', n)));
    clock.advance(20 * DAY);
    await put(message('a', 'young'));
    clock.advance(11 * DAY);
    await worker(() => ({ result: 'retry', error: 'refused' })).drain();
    expect(handled).toEqual(['a/0']);
    const letters = await listDeadLetters(database.db, { limit: 10 });
    expect(letters.map((letter) => letter.payload)).toEqual([2, 1, 0]);
    expect(letters[0]?.lastError).toBe('not done in 30 days; at last: refused');
    clock.advance(DAY);
    await worker().drain();
    expect(handled).toEqual(['a/0', 'a/young']);
  });

  test('what waited 30 days because nobody worked is still handled', async () => {
    await put(message('a', 1));
    clock.advance(60 * DAY);
    await worker().drain();
    expect(handled).toEqual(['a/1']);
    expect((await queueDepth(database.db, clock)).dead).toBe(0);
  });
});

describe('a message that fails alone', () => {
  test('is set aside while the lane goes on, with a growing pause, for 30 days', async () => {
    await put(...payloads(0, 3).map((n) => message('a', n)));
    const one = worker((payload) => (payload === 0 ? { result: 'set-aside', error: 'not yet' } : undefined));
    await one.drain();
    expect(handled).toEqual(['a/0', 'a/1', 'a/2']);
    for (let hour = 0; hour < 24; hour++) {
      clock.advance(60 * MINUTE);
      await one.drain();
    }
    expect(handled).toHaveLength(3 + 24);
    clock.advance(30 * DAY);
    await one.drain();
    expect(await listDeadLetters(database.db, { limit: 1 })).toMatchObject([{ payload: 0, attempts: 26 }]);
    expect(await queueDepth(database.db, clock)).toMatchObject({ pending: 0, delayed: 0 });
  });

  test('is a dead letter that can be listed and requeued', async () => {
    await put(...payloads(0, 3).map((n) => message('a', n)));
    await worker((payload) =>
      payload === 1 ? undefined : { result: 'dead', error: `410 \0 \ud800 ${payload}` },
    ).drain();
    const [newest] = await listDeadLetters(database.db, { limit: 1 });
    expect(newest).toMatchObject({ type: 'test', lane: 'a', payload: 2, deadAt: clock.now() });
    const older = await listDeadLetters(database.db, { limit: 5, before: newest?.id ?? '' });
    expect(older.map((letter) => letter.payload)).toEqual([0]);

    handled = [];
    expect(await requeueDeadLetter(database.db, clock, newest?.id ?? '')).toBe(true);
    expect(await requeueDeadLetter(database.db, clock, newest?.id ?? '')).toBe(false);
    await worker().drain();
    expect(handled).toEqual(['a/2']);
    expect((await queueDepth(database.db, clock)).dead).toBe(1);
  });

  test('and makes the handler throw dies of the eighth time, the rest unharmed', async () => {
    await put(...payloads(0, 20).map((n) => message('a', n)));
    const succeeded: unknown[] = [];
    const poisoned = worker(undefined, {
      async handle(messages) {
        if (messages.some(({ payload }) => payload === 7)) throw new Error('poison');
        succeeded.push(...messages.map(({ payload }) => payload));
        return messages.map(({ id }) => ({ id, result: 'done' }));
      },
    });
    for (let hour = 0; hour < 40; hour++) {
      await poisoned.drain();
      clock.advance(60 * MINUTE);
    }
    expect(succeeded).toEqual(payloads(0, 20).filter((n) => n !== 7));
    expect(await listDeadLetters(database.db, { limit: 10 })).toMatchObject([
      { payload: 7, lastError: 'poison' },
    ]);
  });
});

describe('the lease', () => {
  afterEach(() => vi.useRealTimers());

  /** A handler that waits to be let go. */
  function slow() {
    const gate = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<AbortSignal>();
    const options: Partial<Handler> = {
      async handle(messages, { signal }) {
        begun.resolve(signal);
        await gate.promise;
        return messages.map(({ id }) => ({ id, result: 'done' }));
      },
    };
    return { options, begun: begun.promise, release: () => gate.resolve() };
  }

  test('lets one worker at a time into a lane, and heartbeats keep it', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    await put(message('a', 1));
    const { options, begun, release } = slow();
    const first = worker(undefined, options).drain();
    await begun;
    for (let beat = 0; beat < 8; beat++) {
      const before = await leaseEnd();
      clock.advance(15_000);
      vi.advanceTimersByTime(15_000);
      await vi.waitUntil(async () => (await leaseEnd()) > before);
    }
    await worker().drain();
    expect(handled).toEqual([]);
    release();
    await first;
    expect(await queueDepth(database.db, clock)).toMatchObject({ pending: 0 });
  });

  const leaseEnd = async () =>
    (await listLanes(database.db, { type: 'test', limit: 1 }))[0]?.leasedUntil?.getTime() ?? 0;

  test('once lost, does not let the old holder acknowledge', async () => {
    await put(message('a', 1));
    const { options, begun, release } = slow();
    const old = worker(undefined, options).drain();
    await begun;
    clock.advance(2 * MINUTE);
    await worker(() => ({ result: 'retry', error: 'refused' })).drain();
    release();
    await old;
    expect(await queueDepth(database.db, clock)).toMatchObject({ delayed: 1 });
    expect(await listLanes(database.db, { type: 'test', limit: 1 })).toMatchObject([
      { failures: 1, lastSuccessAt: null },
    ]);
  });

  test('does not outlive the process that holds it', async () => {
    await put(message('a', 1), message('b', 2));
    const dead = openDatabase(database.url, 1);
    const capacities = [{ type: 'test', lanes: 1, batch: 1 }];
    await claim(dead.sql, newLease(dead.session), capacities, clock.now());
    await claim(database.sql, newLease(database.session), capacities, clock.now());
    expect(await releaseOrphans(database.sql)).toBe(0);
    await dead.close();
    await vi.waitUntil(async () => (await releaseOrphans(database.sql)) === 1);
    await worker().drain();
    expect(handled).toEqual(['a/1']);
  });

  test('ends when the worker stops: what can end does, the rest goes back at once', async () => {
    await put(message('quick', 1), message('stuck', 2));
    const gate = Promise.withResolvers<void>();
    const signals: AbortSignal[] = [];
    const stopping = worker(undefined, {
      async handle(messages, { lane, signal }) {
        signals.push(signal);
        await (lane === 'quick' ? gate.promise : new Promise(() => {}));
        return messages.map(({ id }) => ({ id, result: 'done' }));
      },
    });
    stopping.start();
    await vi.waitUntil(() => signals.length === 2);
    const stopped = stopping.stop();
    await put(message('new', 3));
    gate.resolve();
    await stopped;
    expect(signals.map((signal) => signal.aborted).toSorted()).toEqual([false, true]);
    await worker().drain();
    expect(handled.toSorted()).toEqual(['new/3', 'stuck/2']);
    const lanes = await listLanes(database.db, { type: 'test', limit: 10 });
    expect(lanes.map(({ failures, lease }) => [failures, lease])).toEqual(Array(3).fill([0, null]));
  });

  test('a handler that does not end is given up and pauses its lane', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await put(message('a', 1));
    const { options, begun } = slow();
    const draining = worker(undefined, options).drain();
    const signal = await begun;
    vi.advanceTimersByTime(120_000);
    await draining;
    expect(signal.aborted).toBe(true);
    expect(await listLanes(database.db, { type: 'test', limit: 1 })).toMatchObject([
      { failures: 1, lastError: 'no answer in 120 s' },
    ]);
  });
});
