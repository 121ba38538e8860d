import { readFileSync } from 'node:fs';

/** A function and how long the processor was in it itself, not in what it called. */
export interface Costly {
  readonly name: string;
  readonly selfMs: number;
}

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  /** Microseconds, monotonic. */
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** The three functions that cost most of a .cpuprofile between two times (ms, of `process.hrtime`). */
export function costliest(file: string, [from, to]: readonly [number, number]): Costly[] {
  const profile = JSON.parse(readFileSync(file, 'utf8')) as Profile;
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const self = new Map<string, number>();
  let now = profile.startTime;
  for (const [index, id] of profile.samples.entries()) {
    const delta = profile.timeDeltas[index] ?? 0;
    now += delta;
    const name = names.get(id);
    if (name === undefined || now / 1000 < from || now / 1000 > to) continue;
    self.set(name, (self.get(name) ?? 0) + delta / 1000);
  }
  self.delete('(idle)');
  return [...self]
    .map(([name, selfMs]) => ({ name, selfMs: Math.round(selfMs) }))
    .sort((a, b) => b.selfMs - a.selfMs)
    .slice(0, 3);
}

function nameOf({ functionName, url, lineNumber }: Profile['nodes'][number]['callFrame']): string {
  const file = url.replace(/^.*\/node_modules\//, '').replace(/^file:.*\/src\//, 'src/');
  return url === '' ? functionName : `${functionName || 'anonymous'} (${file}:${lineNumber + 1})`;
}
