import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../../../src/platform/database/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let one: TestDatabase;
let other: TestDatabase;
beforeAll(async () => {
  [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
});
afterAll(() => Promise.all([one.drop(), other.drop()]));

test('migrating again, by several at once, changes nothing', async () => {
  const tables = () => one.sql`SELECT table_schema, table_name FROM information_schema.tables ORDER BY 1, 2`;
  const before = await tables();
  await Promise.all([migrate(one), migrate(one), migrate(one)]);
  expect(await tables()).toEqual(before);
});

test('each test database is its caller’s own', async () => {
  await one.sql`CREATE TABLE only_here (n int)`;
  const [row] = await other.sql`SELECT to_regclass('only_here') AS found`;
  expect(row).toEqual({ found: null });
});
