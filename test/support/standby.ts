import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { type DatabaseHandle, openDatabase } from '../../src/platform/database/database.ts';
import { ensurePostgres } from '../../src/platform/database/embedded.ts';
import { startCluster } from '../../src/platform/database/embedded-cluster.ts';
import { stopPostmaster } from '../../src/platform/database/postmaster.ts';

export interface Primary {
  readonly url: string;
  /** Where its `postgres` folder is. */
  readonly folder: string;
  stop(): Promise<void>;
}

export interface Standby {
  readonly url: string;
  stop(): Promise<void>;
}

/** A PostgreSQL of its own, with an empty database. */
export async function startPrimary(): Promise<Primary> {
  const folder = mkdtempSync(join(inject('runFolder'), 'primary-'));
  const { url, stop } = await ensurePostgres(folder);
  return { url, folder, stop };
}

/** A streaming replica of it, from a base copy of its files (PostgreSQL, 25.3.4, "low level API"). */
export async function startStandby(primary: Primary): Promise<Standby> {
  const folder = mkdtempSync(join(inject('runFolder'), 'standby-'));
  const cluster = join(folder, 'postgres');
  const database = openDatabase(primary.url, 1);
  await copyBase(database, join(primary.folder, 'postgres'), cluster);
  await database.close();
  const { hostname, port, username, password } = new URL(primary.url);
  writeFileSync(join(cluster, 'standby.signal'), '');
  writeFileSync(
    join(cluster, 'postgresql.auto.conf'),
    `primary_conninfo = 'host=${hostname} port=${port} user=${username} password=${password}'\n`,
  );
  const postmaster = await startCluster(folder);
  const url = new URL(primary.url);
  url.port = String(postmaster.port);
  return { url: url.href, stop: () => stopPostmaster(cluster) };
}

/** The log itself comes over the network, from where the backup began. */
async function copyBase({ sql }: DatabaseHandle, from: string, to: string): Promise<void> {
  await sql`SELECT pg_backup_start('standby', true)`;
  const left = [join(from, 'pg_wal'), join(from, 'postmaster.pid')];
  cpSync(from, to, { recursive: true, filter: (source) => !left.includes(source) });
  mkdirSync(join(to, 'pg_wal'), { mode: 0o700 });
  const [backup] = await sql<{ label: string }[]>`SELECT labelfile AS label FROM pg_backup_stop(false)`;
  writeFileSync(join(to, 'backup_label'), backup?.label ?? '');
}
