import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '../../src/platform/clock.ts';
import { enqueue, queueDepth } from '../../src/platform/queue/queue.ts';
import { createTestDatabase } from '../support/database.ts';
import { LEDGER_BATCH, ledgerWorker } from '../support/queue-ledger.ts';
import { scaledClock } from '../support/scaled-clock.ts';

const LANES = 10;
const KILLS = 12;
const CHILD = fileURLToPath(new URL('../support/queue-child.ts', import.meta.url));

let database: Awaited<ReturnType<typeof createTestDatabase>>;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.sql`CREATE TABLE ledger (at bigint GENERATED ALWAYS AS IDENTITY, lane text, number int)`;
});
afterAll(() => database.drop());
beforeEach(() => database.sql`TRUNCATE ledger, queue_messages, queue_lanes`);

/** Enqueues the numbers, each lane getting its own in rising order. */
function put(numbers: readonly number[], clock = systemClock): Promise<void> {
  const messages = numbers.map((n) => ({ type: 'ledger', lane: `lane${n % LANES}`, payload: n }));
  return database.db.transaction((tx) => enqueue(tx, clock, messages));
}

const numbers = (first: number, count: number) => Array.from({ length: count }, (_, n) => first + n);

async function remaining(): Promise<number> {
  const { pending, delayed } = await queueDepth(database.db, systemClock);
  return pending + delayed;
}

/** The numbers in the ledger, by lane, in the order they were written. */
async function ledger(): Promise<number[][]> {
  const rows = await database.sql<{ lane: string; numbers: number[] }[]>`
    SELECT lane, json_agg(number ORDER BY at) AS numbers FROM ledger GROUP BY lane`;
  return rows.map((row) => row.numbers);
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (!child) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

test('workers killed at random points lose nothing and keep the order', async () => {
  const start = Date.now();
  const clock = scaledClock(start);
  const children: ChildProcess[] = [];
  const spawnChild = async () => {
    const stdio = ['ignore', 'pipe', 'inherit'] as const;
    const child = spawn(process.execPath, [CHILD, database.url, String(start)], { stdio: [...stdio] });
    children.push(child);
    if (child.stdout) await once(child.stdout, 'data');
  };
  let total = 0;
  let repeated = 0;
  try {
    await Promise.all([spawnChild(), spawnChild()]);
    for (let kill = 0; kill < KILLS; kill++) {
      await put(numbers(total, 200), clock);
      total += 200;
      const spawned = spawnChild();
      await pause(Math.random() * 300);
      await end(children.shift());
      await spawned;
    }
    await vi.waitUntil(async () => (await remaining()) === 0, { timeout: 50_000, interval: 200 });
  } finally {
    await Promise.all(children.map(end));
  }

  for (const lane of await ledger()) {
    // What comes again was in a batch that was never acknowledged: not further back than one batch.
    let highest = -1;
    const firsts = lane.filter((n) => {
      if (n <= highest) {
        expect((highest - n) / LANES).toBeLessThan(LEDGER_BATCH);
        repeated++;
        return false;
      }
      highest = n;
      return true;
    });
    const residue = (lane[0] ?? 0) % LANES;
    expect(firsts).toEqual(numbers(0, total).filter((n) => n % LANES === residue));
  }
  expect((await ledger()).length).toBe(LANES);
  expect(repeated).toBeLessThan(total / 2);
});

test('no wake-up is lost between a worker that finds a lane empty and one who enqueues', async () => {
  const workers = [
    ledgerWorker(database, scaledClock(Date.now())),
    ledgerWorker(database, scaledClock(Date.now())),
  ];
  for (const worker of workers) worker.start();
  try {
    // Each enqueuer has a lane of its own that is empty time and again.
    await Promise.all(
      numbers(0, LANES).map(async (lane) => {
        for (const n of numbers(0, 150)) await put([lane + n * LANES]);
      }),
    );
    await vi.waitUntil(async () => (await remaining()) === 0, { timeout: 30_000, interval: 100 });
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
  }
  for (const lane of await ledger())
    expect(lane).toEqual(numbers(0, 150).map((n) => (lane[0] ?? 0) + n * LANES));
});

/** Tries again until it succeeds. */
async function persist<T>(act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch {
      await pause(20);
    }
  }
}

test('a worker whose connections are cut goes on, and hears of new messages again', async () => {
  const worker = ledgerWorker(database, scaledClock(Date.now()));
  const cut = () =>
    database.sql`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`;
  let connectionsCut = 0;
  worker.start();
  try {
    for (let round = 0; round < 10; round++) {
      // What tells us of the cut can be the answer to a commit: once more, then, and some come twice.
      await persist(() => put(numbers(round * 300, 300)));
      connectionsCut += (await persist(cut)).length;
    }
    await vi.waitUntil(async () => (await persist(remaining)) === 0, { timeout: 50_000, interval: 200 });
    await vi.waitUntil(
      async () => {
        const [listening] = await database.sql<{ count: number }[]>`
          SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND query ILIKE 'listen%'`;
        return listening?.count === 1;
      },
      { timeout: 10_000, interval: 100 },
    );
  } finally {
    await worker.stop();
  }
  expect(connectionsCut).toBeGreaterThan(0);
  const handled = new Set((await ledger()).flat());
  expect(handled.size).toBe(3_000);
});
