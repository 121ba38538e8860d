import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { lockDataDir } from '../../../src/platform/data-dir.ts';
import { ensurePostgres } from '../../../src/platform/database/embedded.ts';
import { findPostmaster } from '../../../src/platform/database/postmaster.ts';
import { processStart } from '../../../src/platform/processes.ts';

let folder: string;
let data: string;
let cluster: string;

beforeAll(() => {
  // mkdtemp makes it 0700: nobody but its owner can enter.
  folder = mkdtempSync(join(inject('runFolder'), 'embedded-'));
  data = join(folder, 'data');
  cluster = join(data, 'postgres');
});

afterAll(async () => {
  if (findPostmaster(cluster) !== undefined) await (await ensurePostgres(data)).stop();
  rmSync(folder, { recursive: true });
});

/** Runs a module in a process of its own and answers its first line of output. */
async function inProcess(code: string): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (chunk) => resolve(String(chunk).trim()));
    child.once('exit', (status) => reject(new Error(`ended with ${status}`)));
  });
  return { child, line };
}

function moduleUrl(path: string): string {
  return JSON.stringify(new URL(`../../../src/platform/${path}`, import.meta.url).href);
}

const USE_POSTGRES = (dataDir: string) => `
  const { ensurePostgres } = await import(${moduleUrl('database/embedded.ts')});
  const { started, url } = await ensurePostgres(${JSON.stringify(dataDir)});
  console.log(JSON.stringify({ started, url }));`;

async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

async function answer(url: string): Promise<unknown> {
  const sql = postgres(url, { max: 1 });
  try {
    const [row] = await sql`
      SELECT pg_encoding_to_char(encoding) AS encoding, lower('È') AS lower,
        to_tsvector('italian', '«mele» “caffè”')::text AS words,
        current_setting('listen_addresses') AS addresses, current_setting('unix_socket_directories') AS sockets
      FROM pg_database WHERE datname = current_database()`;
    return row;
  } finally {
    await sql.end();
  }
}

describe('the node’s own PostgreSQL', () => {
  test('is created, speaks UTF-8 and Italian, listens on loopback alone, and stops', async () => {
    const server = await ensurePostgres(data);
    expect(server.started).toBe(true);
    expect(await answer(server.url)).toEqual({
      encoding: 'UTF8',
      lower: 'è',
      words: "'caff':2 'mel':1",
      addresses: '127.0.0.1',
      sockets: '',
    });
    expect(statSync(join(data, 'postgres.password')).mode & 0o777).toBe(0o600);
    const pid = findPostmaster(cluster)?.pid ?? 0;
    await server.stop();
    expect(processStart(pid)).toBeUndefined();
    expect(readdirSync(data).sort()).toEqual(['postgres', 'postgres.log', 'postgres.password']);
  });

  test('outlives a node that is killed, and is found by the next', async () => {
    const { child, line } = await inProcess(USE_POSTGRES(data));
    const first = JSON.parse(line);
    expect(first.started).toBe(true);
    await kill(child);
    const server = await ensurePostgres(data);
    expect(server).toMatchObject({ started: false, url: first.url });
    expect(await answer(server.url)).toMatchObject({ encoding: 'UTF8' });
    await server.stop();
    expect(findPostmaster(cluster)).toBeUndefined();
  });

  test('starts again after it was killed itself', async () => {
    const before = await ensurePostgres(data);
    process.kill(findPostmaster(cluster)?.pid ?? 0, 'SIGKILL');
    const after = await ensurePostgres(data);
    expect(after.started).toBe(true);
    expect(await answer(after.url)).toMatchObject({ encoding: 'UTF8' });
    await before.stopIfUnused();
    expect(findPostmaster(cluster)).toBeDefined();
    await after.stop();
  });

  test('starts although another program has the process number of a dead server', async () => {
    const stale = [process.pid, cluster, 1, 5432, '', '127.0.0.1', '', 'ready'].join('\n');
    writeFileSync(join(cluster, 'postmaster.pid'), stale, { mode: 0o600 });
    const server = await ensurePostgres(data);
    expect(server.started).toBe(true);
    await server.stop();
  });

  test('is started once by those who start at the same time, and stopped by the last to leave', async () => {
    const users = await Promise.all([
      inProcess(`${USE_POSTGRES(data)}`),
      inProcess(`${USE_POSTGRES(data)}`),
      inProcess(`${USE_POSTGRES(data)}`),
    ]);
    const lines = users.map(({ line }) => JSON.parse(line));
    expect(lines.filter(({ started }) => started)).toHaveLength(1);
    expect(new Set(lines.map(({ url }) => url)).size).toBe(1);

    const mine = await ensurePostgres(data);
    const second = await ensurePostgres(data);
    for (const { child } of users) await kill(child);
    await mine.stopIfUnused();
    expect(findPostmaster(cluster)).toBeDefined();
    expect(await answer(second.url)).toMatchObject({ encoding: 'UTF8' });
    await untilAlone(second.url);
    await second.stopIfUnused();
    expect(findPostmaster(cluster)).toBeUndefined();
  });

  test('shows its log when it cannot start', async () => {
    const settings = join(cluster, 'postgresql.auto.conf');
    const good = readFileSync(settings);
    writeFileSync(settings, 'no_such_setting = on\n');
    await expect(ensurePostgres(data)).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'postgres_failed',
      params: { log: expect.stringContaining('no_such_setting') },
    });
    writeFileSync(settings, good);
  });

  test('names the password file when the password in it is wrong', async () => {
    const server = await ensurePostgres(data);
    const path = join(data, 'postgres.password');
    const password = readFileSync(path);
    writeFileSync(path, 'another\n');
    await expect(ensurePostgres(data)).rejects.toMatchObject({ code: 'postgres_password_wrong' });
    writeFileSync(path, password);
    await server.stopIfUnused();
    expect(findPostmaster(cluster)).toBeUndefined();
  });
});

/** A killed program's session ends a moment after it. */
async function untilAlone(url: string): Promise<void> {
  const sql = postgres(url, { max: 1 });
  try {
    await expect
      .poll(async () => {
        const others = await sql`
          SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`;
        return others.length;
      })
      .toBe(1);
  } finally {
    await sql.end();
  }
}

describe('the data folder', () => {
  test('has one server: a second is refused with the number of the first, until that ends, however it ends', async () => {
    const dataDir = join(folder, 'locked');
    const { child } = await inProcess(`
      const { lockDataDir } = await import(${moduleUrl('data-dir.ts')});
      lockDataDir(${JSON.stringify(dataDir)});
      console.log('locked');
      setInterval(() => {}, 1000);`);
    expect(() => lockDataDir(dataDir)).toThrow(
      expect.objectContaining({
        kind: 'conflict',
        code: 'data_dir_in_use',
        params: { path: dataDir, pid: child.pid },
      }),
    );
    await kill(child);
    const lock = lockDataDir(dataDir);
    expect(() => lockDataDir(dataDir)).toThrow(expect.objectContaining({ code: 'data_dir_in_use' }));
    lock.release();
    lockDataDir(dataDir).release();
    expect(readdirSync(dataDir)).toEqual([]);
  });

  test('of a living process that only has a dead one’s number is taken over', () => {
    const dataDir = join(folder, 'reused');
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'server.lock'), `${process.pid} 1\n`);
    lockDataDir(dataDir).release();
    writeFileSync(join(dataDir, 'server.lock'), '');
    lockDataDir(dataDir).release();
  });

  test('that cannot be written is refused', async () => {
    const path = join(folder, 'file');
    writeFileSync(path, '');
    for (const dataDir of [path, join(path, 'below'), '/dev/null']) {
      const refusal = { kind: 'unavailable', code: 'data_dir_not_writable', params: { path: dataDir } };
      expect(() => lockDataDir(dataDir)).toThrow(expect.objectContaining(refusal));
      await expect(ensurePostgres(dataDir)).rejects.toMatchObject(refusal);
    }
  });
});
