import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import { type DatabaseHandle, openDatabase } from './database.ts';

const FOLDER = join(import.meta.dirname, '../../../drizzle');
/** Any number will do, as long as no other use of advisory locks takes it. */
const LOCK = 7_305_113_801;

/** Brings the tables up to date. Of several processes that start at once, one does it and the others wait. */
export async function migrate(handle: DatabaseHandle): Promise<void> {
  if (!existsSync(join(FOLDER, 'meta', '_journal.json'))) return;
  // One connection: the lock belongs to the session that migrates, and ends with it however it ends.
  const session = openDatabase(handle.url, 1);
  try {
    await session.sql`SELECT pg_advisory_lock(${LOCK})`;
    await runMigrations(session.db, { migrationsFolder: FOLDER });
  } finally {
    await session.close();
  }
}
