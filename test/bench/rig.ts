import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAddresses } from '../../src/domain/addresses.ts';
import type { Domain } from '../../src/domain/domain.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { type DatabaseHandle, openDatabase } from '../../src/platform/database/database.ts';
import { ensurePostgres } from '../../src/platform/database/embedded.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { findPostmaster } from '../../src/platform/database/postmaster.ts';
import { createIdGenerator } from '../../src/platform/ids.ts';
import { createMediaStore } from '../../src/platform/media/media-store.ts';
import { createVault } from '../../src/platform/vault.ts';
import { type Costly, costliest } from './profile.ts';
import { cpuSeconds, cpuSecondsOfFamily, peakMemoryMb } from './usage.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
const PATIENCE_MS = 120_000;

/** One PostgreSQL in a temporary folder, set as in production. */
export interface Rig {
  readonly profiled: boolean;
  readonly explained: boolean;
  /** CPU seconds that PostgreSQL has used so far, with all its sessions. */
  postgresCpu(): number;
  createDatabase(name: string): Promise<DatabaseHandle>;
  startNode(database: DatabaseHandle): Promise<BenchNode>;
  /** Stops what was started and removes the folder. */
  close(): Promise<void>;
}

/** A whole node in a process of its own. */
export interface BenchNode {
  readonly origin: string;
  /** The domain on the node's database: what is done with it here, the node tells. */
  readonly domain: Domain;
  cpu(): number;
  peakMemoryMb(): number;
  /** Ends the process; where profiled, names what cost most between the two times (ms, monotonic). */
  stop(window?: readonly [number, number]): Promise<readonly Costly[]>;
}

export async function openRig(options: { profiled: boolean; explained: boolean }): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'distretto-bench-'));
  const postgres = await ensurePostgres(folder);
  const postmaster = findPostmaster(join(folder, 'postgres'));
  if (postmaster === undefined) throw new Error('PostgreSQL has ended');
  const nodes = new Set<BenchNode>();
  const databases: DatabaseHandle[] = [];
  return {
    ...options,
    postgresCpu: () => cpuSecondsOfFamily(postmaster.pid),
    createDatabase: async (name) => {
      const admin = openDatabase(postgres.url, 1);
      await admin.sql`CREATE DATABASE ${admin.sql(name)}`;
      await admin.close();
      const url = new URL(postgres.url);
      url.pathname = name;
      const database = openDatabase(url.href, 4);
      databases.push(database);
      await migrate(database);
      return database;
    },
    startNode: async (database) => {
      const node = await startNode(mkdtempSync(join(folder, 'node-')), database, options.profiled);
      nodes.add(node);
      return { ...node, stop: (window) => node.stop(window).finally(() => nodes.delete(node)) };
    },
    close: async () => {
      for (const node of nodes) await node.stop();
      for (const database of databases) await database.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startNode(folder: string, database: DatabaseHandle, profiled: boolean): Promise<BenchNode> {
  const origin = `http://localhost:${await freePort()}`;
  const config = join(folder, 'node.toml');
  const profiles = join(folder, 'profiles');
  const data = join(folder, 'data');
  mkdirSync(data);
  writeFileSync(
    config,
    `origin = "${origin}"\nname = "DES in prova"\ndata_dir = "${data}"\n[place]\ncomune = "Prato"\n[log]\nlevel = "warn"\nformat = "json"\n`,
  );
  const child = spawn(
    process.execPath,
    [...(profiled ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : []), MAIN, 'start', '--config', config],
    { env: { ...process.env, DATABASE_URL: database.url }, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const pid = child.pid;
  if (pid === undefined) throw new Error('the node did not start');
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await eventually(async () => {
    if (child.exitCode !== null) throw new Error(`the node ended with ${child.exitCode}`);
    const response = await fetch(`${origin}/ready`).catch(() => undefined);
    await response?.arrayBuffer();
    return response?.ok === true;
  });
  return {
    origin,
    domain: {
      db: database.db,
      ids: await createIdGenerator(database.sql, systemClock),
      clock: systemClock,
      addresses: createAddresses(origin),
      media: createMediaStore(join(data, 'media')),
      vault: createVault(Buffer.alloc(32, 1)),
    },
    cpu: () => cpuSeconds(pid),
    peakMemoryMb: () => peakMemoryMb(pid),
    stop: async (window) => {
      child.kill('SIGTERM');
      await ended;
      if (!profiled || window === undefined) return [];
      const [file = ''] = readdirSync(profiles);
      return costliest(join(profiles, file), window);
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export async function eventually(satisfied: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; !(await satisfied()); await sleep(10)) {
    if (Date.now() > end) throw new Error('it did not come about');
  }
}
