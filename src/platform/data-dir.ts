import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from './errors.ts';
import { acquireLock, type Lock, LockedError } from './lock-file.ts';

/**
 * Creates the folder if need be and answers its real path.
 * Others may pass through it (PostgreSQL may have to run as another user) but not list it.
 * Throws `data_dir_not_writable`.
 */
export function prepareDataDir(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
    return realpathSync(dataDir);
  } catch (cause) {
    const error = new UserError('unavailable', 'data_dir_not_writable', { path: dataDir });
    error.cause = cause;
    throw error;
  }
}

/** One server per data folder. Throws `data_dir_in_use` with the other's `pid`, or `data_dir_not_writable`. */
export function lockDataDir(dataDir: string): Lock {
  const folder = prepareDataDir(dataDir);
  try {
    return acquireLock(join(folder, 'server.lock'));
  } catch (error) {
    if (!(error instanceof LockedError)) throw error;
    throw new UserError('conflict', 'data_dir_in_use', { path: dataDir, pid: error.pid });
  }
}
