import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * When the process with this number started, in the system's own terms; undefined if none is running.
 * Together with the number it names one process: numbers are used again, in containers at every start.
 */
export function processStart(pid: number): string | undefined {
  if (process.platform !== 'linux') return ps('lstart', pid);
  // After the command in parentheses, which may hold anything: state is field 3, starttime field 22 (proc(5)).
  const stat = readProc(pid, 'stat');
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields === undefined || fields[0] === 'Z' ? undefined : fields[19];
}

/** The command the process was started with; empty if there is none, or none that we may see. */
export function processCommand(pid: number): string {
  if (process.platform !== 'linux') return ps('command', pid) ?? '';
  return readProc(pid, 'cmdline')?.replaceAll('\0', ' ') ?? '';
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

function ps(column: string, pid: number): string | undefined {
  const { stdout } = spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' });
  return stdout?.trim() || undefined;
}
