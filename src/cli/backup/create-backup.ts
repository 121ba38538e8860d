import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keepBackedUp } from '../../domain/node/keep-node.ts';
import type { Config } from '../../platform/config/config.ts';
import { prepareDataDir } from '../../platform/data-dir.ts';
import { dumpTables } from '../../platform/database/dump.ts';
import { UserError } from '../../platform/errors.ts';
import { errorCode } from '../../platform/files.ts';
import { openOnly } from '../open-only.ts';
import { DATABASE, MANIFEST, MEDIA, pack, SECRET_KEY } from './archive.ts';

/**
 * Writes all that the node holds into one file that only its owner can read; the server may go on meanwhile.
 * Pictures are there before the posts that show them, so none is missing. With a passphrase it is encrypted, and then
 * holds the secret key wherever that comes from.
 * @throws {UserError} `conflict` where there is such a file already, `unavailable` where it can't be written
 */
export async function createBackup(
  config: Config,
  path: string,
  passphrase?: string,
): Promise<{ bytes: number; secretKey: boolean }> {
  const dataDir = prepareDataDir(config.dataDir);
  const stage = await mkdtemp(join(dataDir, 'backup-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(stage, { recursive: true, force: true }));
  const { sql, db, close } = await openOnly(config);
  stack.defer(close);
  await mkdir(join(stage, DATABASE), { mode: 0o700 });
  const database = await dumpTables(sql, join(stage, DATABASE));
  const createdAt = new Date().toISOString();
  await writeFile(
    join(stage, MANIFEST),
    JSON.stringify({ format: 1, createdAt, origin: config.origin, database }),
  );
  const inEnvironment = config.secretKey !== undefined && passphrase !== undefined;
  if (inEnvironment) {
    const key = `${config.secretKey?.toString('base64')}\n`;
    await writeFile(join(stage, SECRET_KEY), key, { mode: 0o600 });
  }
  const inFolder = config.secretKey === undefined && existsSync(join(dataDir, SECRET_KEY));
  const staged = [MANIFEST, DATABASE, ...(inEnvironment ? [SECRET_KEY] : [])];
  const kept = [MEDIA, ...(inFolder ? [SECRET_KEY] : [])].filter((name) => existsSync(join(dataDir, name)));
  const file = await create(path);
  try {
    const args = ['-cz', '--exclude=*.partial', '-C', stage, ...staged, '-C', dataDir, ...kept];
    await pack(args, file, passphrase);
    await file.sync();
    const { size } = await file.stat();
    await keepBackedUp(db, new Date());
    return { bytes: size, secretKey: inFolder || inEnvironment };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

async function create(path: string) {
  try {
    return await open(path, 'wx', 0o600);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw new UserError('conflict', 'backup_exists', { path });
    throw new UserError('unavailable', 'backup_not_writable', { path });
  }
}
