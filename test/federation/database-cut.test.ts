import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { expect, test } from 'vitest';
import { openServices } from '../../src/app/services.ts';
import { publishAnnouncement } from '../../src/domain/announcements/publish-announcement.ts';
import { operator } from '../../src/domain/caller.ts';
import { loadConfig } from '../../src/platform/config/config.ts';
import { openDatabase } from '../../src/platform/database/database.ts';
import { queueDepth } from '../../src/platform/queue/queue.ts';
import { createTestDatabase } from '../support/database.ts';
import { eventually } from '../support/node.ts';
import { startMain, writeSetting } from '../support/processes.ts';
import { seededRandom } from '../support/random.ts';
import { addFollowers, ledgerOf, startSink } from '../support/sinks.ts';

const CUTS = 20;
const HOSTS = 5;
/** Long enough for a busy machine; a lane that pauses after a failure waits longer. */
const SOON_MS = 45_000;

test('a node whose connections to PostgreSQL are cut again and again goes on, and loses nothing', async () => {
  const random = seededRandom('cuts');
  const database = await createTestDatabase();
  const setting = await writeSetting({ name: 'DES di prova', databaseUrl: database.url });
  const services = await openServices(loadConfig(undefined, setting.environment), pino({ level: 'silent' }));
  const { domain, actors } = services;
  const sinks = await Promise.all(
    Array.from({ length: HOSTS }, () => startSink({ delayMs: () => random() * 20 })),
  );
  await addFollowers(
    domain,
    actors.group.id,
    sinks.map((sink) => sink.inbox('segue')),
  );
  const node = await startMain(setting, 'start');
  // Not of the node's own, which are cut.
  const apart = openDatabase(database.url, 1);
  let connections = 0;
  let committed = 0;
  try {
    for (let cut = 0; cut < CUTS; cut++) {
      const publishing = Promise.allSettled(
        Array.from({ length: 4 }, () =>
          publishAnnouncement(domain, operator, actors.group.id, { text: 'Un avviso' }),
        ),
      );
      await pause(random() * 200);
      const { count } = await apart.sql`
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND right(application_name, 8) <> ${apart.session}`;
      connections += count;
      await publishing;
    }
    [{ committed }] = await apart.sql<[{ committed: number }]>`
      SELECT count(*)::int AS committed FROM posts WHERE kind = 'announcement'`;
    const begun = Date.now();
    await eventually(
      async () => sinks.map((sink) => ledgerOf(sink.arrivals).applied.get(sink.inbox('segue'))?.length),
      (counts) => counts.every((count) => count === committed),
      SOON_MS,
    );
    const told = await apart.sql<{ uri: string }[]>`SELECT uri FROM activities ORDER BY id`;
    let duplicates = 0;
    for (const sink of sinks) {
      const ledger = ledgerOf(sink.arrivals);
      duplicates += ledger.duplicates;
      expect(ledger.applied.get(sink.inbox('segue'))).toEqual(told.map(({ uri }) => uri));
    }
    process.stdout.write(
      `cuts: ${JSON.stringify({ cuts: CUTS, connections, committed, lost: committed - told.length, duplicates, secondsAfter: (Date.now() - begun) / 1000 })}\n`,
    );
    expect(committed).toBeGreaterThan(0);
    await eventually(
      () => queueDepth(apart.db, domain.clock),
      ({ pending, delayed, dead }) => pending + delayed + dead === 0,
    );
    expect((await fetch(`${setting.origin}/ready`)).status).toBe(200);
    expect(await node.end('SIGTERM')).toBe(0);
  } finally {
    await node.end('SIGKILL');
    await Promise.all(sinks.map((sink) => sink.close()));
    await apart.close();
    await services.close();
    await database.drop();
  }
}, 150_000);
