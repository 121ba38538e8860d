import { randomBytes } from 'node:crypto';
import { linkSync, renameSync, rmSync } from 'node:fs';
import { createPrivateFile, errorCode, readIfExists } from './files.ts';
import { processStart } from './processes.ts';

export interface Lock {
  release(): void;
}

export class LockedError extends Error {
  readonly pid: number;

  constructor(path: string, pid: number) {
    super(`${path} is held by process ${pid}`);
    this.pid = pid;
  }
}

/**
 * Takes a lock that lasts until it is released or this process ends, however it ends.
 * Throws {@link LockedError} if a living process holds it.
 */
export function acquireLock(path: string): Lock {
  const mine = `${process.pid} ${processStart(process.pid)}\n`;
  while (!createPrivateFile(path, mine)) {
    const found = readIfExists(path);
    if (found === undefined) continue;
    const [pid, start] = found.trimEnd().split(/ (.*)/);
    if (start !== undefined && processStart(Number(pid)) === start) throw new LockedError(path, Number(pid));
    removeStale(path, found);
  }
  return {
    release: () => {
      if (readIfExists(path) === mine) rmSync(path, { force: true });
    },
  };
}

/** Moves the lock away first: another process may have just replaced the stale one with its own. */
function removeStale(path: string, stale: string): void {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  if (readIfExists(aside) !== stale) linkSync(aside, path);
  rmSync(aside);
}
