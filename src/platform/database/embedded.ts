import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';
import { prepareDataDir } from '../data-dir.ts';
import { UserError } from '../errors.ts';
import { createPrivateFile, readIfExists } from '../files.ts';
import { acquireLock, type Lock, LockedError } from '../lock-file.ts';
import { createCluster, startCluster } from './embedded-cluster.ts';
import { findPostmaster, type Postmaster, settledPostmaster, stopPostmaster } from './postmaster.ts';

const NAME = 'distretto';
const PATIENCE_MS = 120_000;

/** One process's use of the node's own PostgreSQL; it holds one connection, by which the others see it. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** Whether this call started the server, or found it running. */
  readonly started: boolean;
  /** Shuts the server down, whoever else is connected. */
  stop(): Promise<void>;
  /** Ends this use (close your own connections first); the last to leave shuts the server down. */
  stopIfUnused(): Promise<void>;
}

/**
 * Connects to the PostgreSQL of this data folder, creating or starting it if need be. It is a process of its own:
 * it outlives a node that was killed, and the next one finds it here.
 * Throws `data_dir_not_writable`, `data_dir_in_use`, `postgres_password_wrong`, `postgres_failed` with the last
 * lines of its `log`, and what {@link findPostgres} and {@link grant} throw.
 */
export async function ensurePostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const folder = prepareDataDir(dataDir);
  const cluster = join(folder, 'postgres');
  const lock = await waitForLock(folder);
  try {
    const password = readOrCreatePassword(folder, cluster);
    const running = await settledPostmaster(cluster, Date.now() + PATIENCE_MS);
    if (running === undefined && !existsSync(cluster)) await createCluster(folder, NAME);
    const postmaster = running ?? (await startCluster(folder));
    const url = urlOf(postmaster, password);
    const presence = await connect(url, folder);
    return {
      url,
      started: running === undefined,
      stop: async () => {
        await presence.end();
        await stopPostmaster(cluster);
      },
      stopIfUnused: () => leave(folder, postmaster, presence),
    };
  } finally {
    lock.release();
  }
}

async function leave(folder: string, { pid }: Postmaster, presence: Sql): Promise<void> {
  // Under the lock, so that nobody finds the server running just before it is shut down.
  const lock = await waitForLock(folder);
  const cluster = join(folder, 'postgres');
  try {
    // If the server has died meanwhile, another may be there by now: not the one that was used here.
    if (findPostmaster(cluster)?.pid !== pid) return;
    const others = await presence`
      SELECT 1 FROM pg_stat_activity
      WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() LIMIT 1`;
    if (others.length === 0) await stopPostmaster(cluster);
  } finally {
    await presence.end();
    lock.release();
  }
}

/** Whoever starts or stops the server holds this for the moment. */
async function waitForLock(folder: string): Promise<Lock> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(50)) {
    try {
      return acquireLock(join(folder, 'postgres.lock'));
    } catch (error) {
      if (!(error instanceof LockedError)) throw error;
      if (Date.now() > deadline)
        throw new UserError('conflict', 'data_dir_in_use', { path: folder, pid: error.pid });
    }
  }
}

function readOrCreatePassword(folder: string, cluster: string): string {
  const path = join(folder, 'postgres.password');
  if (!existsSync(cluster)) createPrivateFile(path, `${randomBytes(24).toString('base64url')}\n`);
  return readIfExists(path)?.trim() ?? '';
}

function urlOf({ port }: Postmaster, password: string, database = NAME): string {
  return `postgres://${NAME}:${password}@127.0.0.1:${port}/${database}`;
}

async function connect(url: string, folder: string): Promise<Sql> {
  await createDatabase(url, folder);
  const sql = postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: 'distretto' } });
  await sql`SELECT 1`;
  return sql;
}

async function createDatabase(url: string, folder: string): Promise<void> {
  const sql = postgres(url, { max: 1, database: 'postgres' });
  try {
    const found = await sql`SELECT 1 FROM pg_database WHERE datname = ${NAME}`;
    if (found.length === 0) await sql`CREATE DATABASE ${sql(NAME)}`;
  } catch (error) {
    if (!(error instanceof postgres.PostgresError) || error.code !== '28P01') throw error;
    throw new UserError('unavailable', 'postgres_password_wrong', {
      path: join(folder, 'postgres.password'),
    });
  } finally {
    await sql.end();
  }
}
