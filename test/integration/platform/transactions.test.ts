import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../src/platform/database/database.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.sql`CREATE TABLE written (what text)`;
});
afterAll(() => database.drop());

test.each(['a transaction', 'a savepoint'])(
  '%s whose connection was cut writes nothing more',
  async (kind) => {
    // With one connection, what the function still asks could only go to the one that all others use now.
    const pool = openDatabase(database.url, 1);
    const cut = Promise.withResolvers<void>();
    let ranOn = false;
    const doomed = pool.db.transaction(async (tx) => {
      const work = async (step: typeof tx) => {
        await step.execute(sql`INSERT INTO written VALUES ('before')`);
        await cut.promise;
        ranOn = true;
        await step.execute(sql`INSERT INTO written VALUES ('after')`);
      };
      await (kind === 'a savepoint' ? tx.transaction(work) : work(tx));
    });
    const rejected = expect(doomed).rejects.toThrow();
    await pause(200);
    await database.sql`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND right(application_name, 8) = ${pool.session}`;
    await rejected;
    await pool.db.transaction(async (tx) => {
      await tx.execute(sql`INSERT INTO written VALUES ('another')`);
      cut.resolve();
      await pause(200);
    });
    expect(ranOn).toBe(true);
    expect(await database.sql`SELECT what FROM written`).toMatchObject([{ what: 'another' }]);
    await database.sql`TRUNCATE written`;
    await pool.close();
  },
);
