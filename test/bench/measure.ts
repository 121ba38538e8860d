import type { Costly } from './profile.ts';
import type { BenchNode, Rig } from './rig.ts';

/** What one thing took. */
export interface Measurement {
  readonly what: string;
  readonly count: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** CPU seconds for 1,000 of them. */
  readonly cpuPer1000: { readonly node: number; readonly postgres: number; readonly together: number };
  /** The most memory that the node's process held. */
  readonly rssMb?: number;
  readonly p50Ms?: number;
  readonly p95Ms?: number;
  readonly p99Ms?: number;
  readonly costliest?: readonly Costly[];
}

export interface Measured {
  readonly measurement: Measurement;
  /** From when to when (ms, monotonic). */
  readonly window: readonly [number, number];
}

/** Runs `work`, which does `count` things, and accounts for it. */
export async function measure(
  rig: Rig,
  node: Pick<BenchNode, 'cpu'> & Partial<Pick<BenchNode, 'peakMemoryMb'>>,
  what: string,
  count: number,
  work: () => Promise<void>,
): Promise<Measured> {
  const before = { node: node.cpu(), postgres: rig.postgresCpu() };
  const from = monotonicMs();
  await work();
  const to = monotonicMs();
  const used = { node: node.cpu() - before.node, postgres: rig.postgresCpu() - before.postgres };
  const per1000 = (seconds: number) => (seconds / count) * 1000;
  const rssMb = node.peakMemoryMb?.();
  return {
    window: [from, to],
    measurement: {
      what,
      count,
      seconds: (to - from) / 1000,
      perSecond: count / ((to - from) / 1000),
      cpuPer1000: {
        node: per1000(used.node),
        postgres: per1000(used.postgres),
        together: per1000(used.node + used.postgres),
      },
      ...(rssMb === undefined ? {} : { rssMb }),
    },
  };
}

function monotonicMs(): number {
  return Number(process.hrtime.bigint() / 1000n) / 1000;
}
