import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/platform/database/database.ts';
import { ensurePostgres } from '../../src/platform/database/embedded.ts';
import { migrate } from '../../src/platform/database/migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The run's PostgreSQL, as a superuser. */
    postgresUrl: string;
    /** A folder that goes with the run, and with it every PostgreSQL that a test keeps there. */
    runFolder: string;
  }
}

/** The migrated database that each test's own is cloned from. */
export const TEMPLATE = 'template_distretto';

/** Runs when the test run is gone, however it ended: its end of the pipe closes. */
const CLEAN_UP = `
read -r _
[ -d "$1" ] || exit 0
find "$1" -name postmaster.pid | while read -r file; do
  kill -QUIT "$(head -n 1 "$file")"
  while [ -e "$file" ]; do sleep 0.1; done
done
rm -rf "$1"`;

/** One PostgreSQL for the whole run, which need not survive a crash. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'distretto-test-'));
  spawn('/bin/sh', ['-c', CLEAN_UP, 'sh', folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  }).unref();
  const server = await ensurePostgres(folder);
  const admin = openDatabase(server.url, 1);
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
    await admin.sql`ALTER SYSTEM SET ${admin.sql(setting)} = off`;
  // The kernel copies the template's files, faster than they would go through PostgreSQL's own buffers.
  await admin.sql`ALTER SYSTEM SET file_copy_method = clone`;
  await admin.sql`SELECT pg_reload_conf()`;
  await admin.sql`CREATE DATABASE ${admin.sql(TEMPLATE)}`;
  await admin.close();

  const template = openDatabase(databaseUrl(server.url, TEMPLATE), 1);
  await migrate(template);
  await template.close();

  project.provide('postgresUrl', server.url);
  project.provide('runFolder', folder);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = database;
  return url.href;
}
