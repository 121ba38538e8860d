import type { Measurement } from './measure.ts';

/** The measurements as a table for people. */
export function table(measurements: readonly Measurement[]): string {
  const rows = [
    [
      '',
      'count',
      'seconds',
      'per s',
      'CPU s/1,000',
      'node',
      'PostgreSQL',
      'RSS MB',
      'p50 ms',
      'p95 ms',
      'p99 ms',
    ],
    ...measurements.map((one) => [
      one.what,
      String(one.count),
      one.seconds.toFixed(2),
      one.perSecond.toFixed(0),
      one.cpuPer1000.together.toFixed(2),
      one.cpuPer1000.node.toFixed(2),
      one.cpuPer1000.postgres.toFixed(2),
      one.rssMb?.toFixed(0) ?? '',
      one.p50Ms?.toFixed(1) ?? '',
      one.p95Ms?.toFixed(1) ?? '',
      one.p99Ms?.toFixed(1) ?? '',
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) => row.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join('  '))
    .join('\n');
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

export function profileLines(measurements: readonly Measurement[]): string[] {
  return measurements.flatMap(({ what, costliest = [] }) =>
    costliest.map(({ name, selfMs }) => `${what}: ${selfMs} ms in ${name}`),
  );
}
