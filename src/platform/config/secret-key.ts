import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareDataDir } from '../data-dir.ts';
import { UserError } from '../errors.ts';
import { createPrivateFile } from '../files.ts';
import type { Config } from './config.ts';

/**
 * The 32 bytes that seal what the node keeps secret: from the environment, else from `secret.key` in the data folder,
 * made at the first start and kept. Whoever loses it loses every sealed key: it belongs in the backup.
 * Throws `secret_key_damaged` with the file's `path`, or `data_dir_not_writable`.
 */
export function loadSecretKey(config: Pick<Config, 'secretKey' | 'dataDir'>): Buffer {
  if (config.secretKey !== undefined) return config.secretKey;
  const path = join(prepareDataDir(config.dataDir), 'secret.key');
  createPrivateFile(path, `${randomBytes(32).toString('base64')}\n`);
  const key = Buffer.from(readFileSync(path, 'utf8'), 'base64');
  if (key.length !== 32) throw new UserError('unavailable', 'secret_key_damaged', { path });
  return key;
}
