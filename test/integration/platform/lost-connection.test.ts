import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../src/platform/database/database.ts';
import { listen } from '../../../src/platform/database/listen.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/node.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Cuts the connections of a pool. @returns how many */
async function cut(session: string, state: 'active' | 'idle'): Promise<number> {
  const ended = await database.sql`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE state = ${state} AND datname = current_database() AND right(application_name, 8) = ${session}`;
  return ended.length;
}

test('a query asked between the loss of its connection and the end of that does not silence the next ones', async () => {
  const pool = openDatabase(database.url, 1);
  const ask = () =>
    pool.sql`SELECT 1`.then(
      () => true,
      () => false,
    );
  // Asked after so many turns of the event loop, one of them falls between.
  for (let turns = 0; turns < 8; turns++) {
    const lost = pool.sql`SELECT pg_sleep(30)`.catch(() => undefined);
    while ((await cut(pool.session, 'active')) === 0);
    await lost;
    for (let n = 0; n < turns; n++) await turn();
    await ask();
    await eventually(ask, (answered) => answered, 5_000);
  }
  await pool.close();
});

test('a channel is heard again after its connection was cut, however often', async () => {
  const { url, session } = openDatabase(database.url, 1);
  const heard: string[] = [];
  let begun = 0;
  const listening = listen(
    { url, session },
    'news',
    (payload) => heard.push(payload),
    () => begun++,
  );
  for (let times = 1; times <= 5; times++) {
    await eventually(
      async () => begun,
      (count) => count === times,
    );
    await database.sql`SELECT pg_notify('news', ${String(times)})`;
    await eventually(
      async () => heard.length,
      (count) => count === times,
    );
    while ((await cut(session, 'idle')) === 0);
  }
  await listening.stop();
  expect(heard).toEqual(['1', '2', '3', '4', '5']);
});
