import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../errors.ts';
import { readIfExists } from '../files.ts';
import { type Account, accountSpawn, chooseAccount, grant } from './embedded-account.ts';
import { findPostgres } from './embedded-binaries.ts';
import { findPostmaster, type Postmaster, removeMisleadingFile } from './postmaster.ts';

const DRAFT = 'postgres.new-';
const LOG_BYTES = 5 * 1024 * 1024;
const LOG_LINES = 12;
const ATTEMPTS = 5;
const PATIENCE_MS = 120_000;

/**
 * The same on every system, whatever its language: UTF-8 ordered by code point, so no index depends on a version of
 * the system's or ICU's rules; a query that orders names for people asks for a collation. The letters known to
 * full-text search are the C library's.
 */
const LOCALE = [
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
  `--lc-ctype=${process.platform === 'darwin' ? 'UTF-8' : 'C.UTF-8'}`,
];

/** Written into postgresql.conf, where an administrator may change them. The log names no row's values. */
const SETTINGS = {
  max_connections: '200',
  shared_buffers: '128MB',
  // Reading a row here and there costs little on the disks of today: indexes are worth using.
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

/** Creates `postgres` in the data folder, with one superuser whose password is in `postgres.password`. */
export async function createCluster(folder: string, user: string): Promise<void> {
  const { initdb } = findPostgres();
  // Made beside its place, which it takes when whole: what an interrupted start left half-made is not in the way.
  for (const name of readdirSync(folder).filter((name) => name.startsWith(DRAFT)))
    rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 3 });
  const draft = mkdtempSync(join(folder, DRAFT));
  const password = join(folder, 'postgres.password');
  const account = chooseAccount(folder, draft);
  grant(account, folder, [draft, password], initdb);
  const logStart = rotateLog(folder);
  const child = run(account, folder, [
    initdb,
    `--pgdata=${draft}`,
    `--username=${user}`,
    `--pwfile=${password}`,
    '--auth=scram-sha-256',
    ...LOCALE,
    ...Object.entries(SETTINGS).map(([name, value]) => `--set=${name}=${value}`),
  ]);
  if ((await ending(child)) !== 0) throw failure(folder, logStart);
  renameSync(draft, join(folder, 'postgres'));
}

/** Starts the server of the data folder on a free port of 127.0.0.1 and waits until it is ready. */
export async function startCluster(folder: string): Promise<Postmaster> {
  const cluster = join(folder, 'postgres');
  const { postgres } = findPostgres();
  const account = chooseAccount(folder, cluster);
  grant(account, folder, [cluster], postgres);
  for (let attempt = 1; ; attempt++) {
    removeMisleadingFile(cluster);
    const logStart = rotateLog(folder);
    const child = run(account, folder, [
      postgres,
      `-D${cluster}`,
      '-clisten_addresses=127.0.0.1',
      `-cport=${await freePort()}`,
      '-cunix_socket_directories=',
    ]);
    child.unref();
    const postmaster = await readiness(child, cluster);
    if (postmaster !== undefined) return postmaster;
    // Another program took the port first, or sessions of a killed server are still ending.
    const passing = /Address already in use|still in use/.test(readLog(folder, logStart));
    if (!passing || attempt === ATTEMPTS) throw failure(folder, logStart);
    await sleep(200 * attempt);
  }
}

/** Undefined if the server ended, or is still recovering after a long time (then a later start finds it). */
async function readiness(child: ChildProcess, cluster: string): Promise<Postmaster | undefined> {
  let ended = false;
  ending(child).then(() => {
    ended = true;
  });
  for (const deadline = Date.now() + PATIENCE_MS; !ended && Date.now() < deadline; await sleep(20)) {
    const postmaster = findPostmaster(cluster);
    if (postmaster?.pid === child.pid && postmaster?.status === 'ready') return postmaster;
  }
  return undefined;
}

/** In a session of its own: Ctrl-C reaches the node alone, which drains before it stops the server. */
function run({ prefix, ids }: Account, folder: string, command: readonly string[]): ChildProcess {
  const [file = '', ...args] = [...prefix, ...command];
  const log = openSync(logFile(folder), 'a', 0o600);
  try {
    return spawn(file, args, { ...accountSpawn, ...ids, detached: true, stdio: ['ignore', log, log] });
  } finally {
    closeSync(log);
  }
}

function ending(child: ChildProcess): Promise<number | undefined> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('exit', (code) => resolve(code ?? undefined));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function logFile(folder: string): string {
  return join(folder, 'postgres.log');
}

/** Keeps one older log beside the current one. Answers where what comes next begins. */
function rotateLog(folder: string): number {
  const size = statSync(logFile(folder), { throwIfNoEntry: false })?.size ?? 0;
  if (size <= LOG_BYTES) return size;
  renameSync(logFile(folder), `${logFile(folder)}.1`);
  return 0;
}

function readLog(folder: string, start: number): string {
  return (readIfExists(logFile(folder)) ?? '').slice(start);
}

function failure(folder: string, logStart: number): UserError {
  const log = readLog(folder, logStart).trimEnd().split('\n').slice(-LOG_LINES).join('\n');
  return new UserError('unavailable', 'postgres_failed', { path: logFile(folder), log });
}
