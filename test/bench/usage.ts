import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Seconds of CPU that a process has used, with its threads and the children it has waited for. */
export function cpuSeconds(pid: number): number {
  const { used, ofEnded } = readStat(pid) ?? { used: 0, ofEnded: 0 };
  return used + ofEnded;
}

/** The same of a process and its living children: PostgreSQL with every session, those that ended included. */
export function cpuSecondsOfFamily(pid: number): number {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readStat(Number(name)) ?? [])
    .filter((stat) => stat.parent === pid);
  return cpuSeconds(pid) + children.reduce((sum, child) => sum + child.used + child.ofEnded, 0);
}

/** The most memory that a process has held at a time, in MB. */
export function peakMemoryMb(pid: number): number {
  const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}

/** Fields 4 and 14 to 17 of proc(5); the command before them may hold anything, in parentheses. */
function readStat(pid: number): { parent: number; used: number; ofEnded: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [utime = 0, stime = 0, cutime = 0, cstime = 0] = fields.slice(11, 15);
    return {
      parent: fields[1] ?? 0,
      used: (utime + stime) / TICKS_PER_SECOND,
      ofEnded: (cutime + cstime) / TICKS_PER_SECOND,
    };
  } catch {
    return undefined; // it has ended meanwhile
  }
}
