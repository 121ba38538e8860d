import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Config } from '../../platform/config/config.ts';
import { lockDataDir } from '../../platform/data-dir.ts';
import { isEmpty, loadTables, newestMigration } from '../../platform/database/dump.ts';
import { migrate } from '../../platform/database/migrate.ts';
import { UserError } from '../../platform/errors.ts';
import { createPrivateFile, readIfExists } from '../../platform/files.ts';
import { openOnly } from '../open-only.ts';
import { DATABASE, MANIFEST, MEDIA, manifestSchema, SECRET_KEY, unpack } from './archive.ts';

/**
 * Puts a backup into an empty node: all of it, or nothing in the database.
 * @throws {UserError} `conflict` where the node is in use, holds something or has another key, `invalid` for what is
 * no backup, or one of another version
 */
export async function restoreBackup(
  config: Config,
  path: string,
  passphrase?: string,
): Promise<z.infer<typeof manifestSchema>> {
  await using stack = new AsyncDisposableStack();
  const lock = lockDataDir(config.dataDir);
  stack.defer(() => lock.release());
  const stage = await mkdtemp(join(config.dataDir, 'restore-'));
  stack.defer(() => rm(stage, { recursive: true, force: true }));
  const manifest = await read(path, stage, passphrase);
  const key = readIfExists(join(stage, SECRET_KEY));
  const present =
    config.secretKey === undefined
      ? readIfExists(join(config.dataDir, SECRET_KEY))
      : `${config.secretKey.toString('base64')}\n`;
  if (key !== undefined && present !== undefined && present !== key) {
    throw new UserError('conflict', 'restore_other_key', { path: join(config.dataDir, SECRET_KEY) });
  }
  const database = await openOnly(config);
  stack.defer(() => database.close());
  await migrate(database);
  await database.sql.begin(async (tx) => {
    if (!(await isEmpty(tx))) throw new UserError('conflict', 'restore_not_empty');
    if ((await newestMigration(tx)) !== manifest.database.migration) {
      throw new UserError('invalid', 'backup_other_version');
    }
    await loadTables(tx, join(stage, DATABASE), manifest.database);
    await copyMedia(join(stage, MEDIA), join(config.dataDir, MEDIA));
    if (key !== undefined && config.secretKey === undefined)
      createPrivateFile(join(config.dataDir, SECRET_KEY), key);
  });
  return manifest;
}

async function read(
  path: string,
  stage: string,
  passphrase: string | undefined,
): Promise<z.infer<typeof manifestSchema>> {
  if (!existsSync(path)) throw new UserError('not-found', 'backup_not_found', { path });
  try {
    await unpack(path, stage, passphrase);
    return manifestSchema.parse(JSON.parse(await readFile(join(stage, MANIFEST), 'utf8')));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError('invalid', 'backup_unreadable', { path });
  }
}

async function copyMedia(from: string, to: string): Promise<void> {
  if (!existsSync(from)) return;
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) await copyFile(join(from, name), join(to, name));
}
