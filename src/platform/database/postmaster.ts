import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readIfExists } from '../files.ts';
import { processCommand, processStart } from '../processes.ts';

/** PostgreSQL's main process, as its postmaster.pid describes it. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** `starting`, `ready`, `stopping`; empty in the first moments. */
  readonly status: string;
}

const POLL_MS = 50;
const FAST_SHUTDOWN_MS = 60_000;

/** The living postmaster of this cluster; a file left behind by a dead one, or by none of ours, does not count. */
export function findPostmaster(cluster: string): Postmaster | undefined {
  const [pid, folder = '', , port, , , , status] = readPostmasterFile(cluster);
  if (folder === '' || processStart(Number(pid)) === undefined) return undefined;
  if (!processCommand(Number(pid)).includes(folder)) return undefined;
  return { pid: Number(pid), port: Number(port), status: status?.trim() ?? '' };
}

/**
 * Removes a dead server's file if its process number still answers: another program's by now, or a process that
 * nobody has collected. PostgreSQL would take either for a living server; anything else it sorts out by itself,
 * and sessions that are still ending it notices by their shared memory.
 */
export function removeMisleadingFile(cluster: string): void {
  const [pid] = readPostmasterFile(cluster);
  if (pid === undefined || findPostmaster(cluster) !== undefined) return;
  try {
    process.kill(Number(pid), 0);
  } catch {
    return;
  }
  rmSync(postmasterFile(cluster), { force: true });
}

function readPostmasterFile(cluster: string): string[] {
  return readIfExists(postmasterFile(cluster))?.split('\n') ?? [];
}

function postmasterFile(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}

/** Waits while the postmaster starts up or shuts down: answers one that is ready, or undefined if none runs. */
export async function settledPostmaster(cluster: string, deadline: number): Promise<Postmaster | undefined> {
  for (;;) {
    const postmaster = findPostmaster(cluster);
    if (postmaster === undefined || postmaster.status === 'ready') return postmaster;
    if (Date.now() > deadline) throw new Error(`PostgreSQL (process ${postmaster.pid}) is not getting ready`);
    await sleep(POLL_MS);
  }
}

/** Ends all sessions and shuts down in order; a shutdown that takes too long is cut short (the next start recovers). */
export async function stopPostmaster(cluster: string): Promise<void> {
  const postmaster = findPostmaster(cluster);
  if (postmaster === undefined) return;
  const { pid } = postmaster;
  const start = processStart(pid);
  const gone = async (ms: number) => {
    for (const deadline = Date.now() + ms; processStart(pid) === start; await sleep(POLL_MS))
      if (Date.now() > deadline) return false;
    return true;
  };
  process.kill(pid, 'SIGINT');
  if (await gone(FAST_SHUTDOWN_MS)) return;
  process.kill(pid, 'SIGQUIT');
  if (!(await gone(FAST_SHUTDOWN_MS))) throw new Error(`PostgreSQL (process ${pid}) does not stop`);
}
