import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { type DatabaseHandle, openDatabase } from '../../src/platform/database/database.ts';
import { databaseUrl, TEMPLATE } from './global-setup.ts';

export interface TestDatabase extends DatabaseHandle {
  /** Closes the pool and removes the database. */
  drop(): Promise<void>;
}

/** A migrated database of the caller's own. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const url = inject('postgresUrl');
  await onServer(url, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} STRATEGY FILE_COPY`);
  const handle = openDatabase(databaseUrl(url, name), 5);
  return {
    ...handle,
    drop: async () => {
      await handle.close();
      await onServer(url, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const { sql, close } = openDatabase(url, 1);
  try {
    await sql.unsafe(statement);
  } finally {
    await close();
  }
}
