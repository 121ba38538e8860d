import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { benchCatalogue } from './catalogue.ts';
import { benchFanOut } from './fanout.ts';
import { benchIngest } from './ingest.ts';
import type { Measurement } from './measure.ts';
import { benchQueue } from './queue.ts';
import { profileLines, table } from './report.ts';
import { openRig, type Rig } from './rig.ts';
import { benchSearch } from './search.ts';
import { benchTimeline } from './timeline.ts';

const BENCHES: Readonly<Record<string, (rig: Rig) => Promise<Measurement[]>>> = {
  ingest: benchIngest,
  fanout: benchFanOut,
  catalogue: benchCatalogue,
  queue: benchQueue,
  timeline: benchTimeline,
  search: benchSearch,
};

const USAGE = `npm run bench -- [--only ${Object.keys(BENCHES).join(',')}] [--json file] [--profile] [--explain]`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    json: { type: 'string' },
    profile: { type: 'boolean', default: false },
    explain: { type: 'boolean', default: false },
  },
});
const names = values.only?.split(',') ?? Object.keys(BENCHES);
const unknown = names.filter((name) => BENCHES[name] === undefined);
if (unknown.length > 0) {
  console.error(`${unknown.join(', ')}?\n${USAGE}`);
  process.exit(1);
}

const rig = await openRig({ profiled: values.profile, explained: values.explain });
process.once('SIGINT', () => rig.close().finally(() => process.exit(130)));
const measurements: Measurement[] = [];
try {
  for (const name of names) {
    console.error(`${name} …`);
    measurements.push(...((await BENCHES[name]?.(rig)) ?? []));
  }
} finally {
  await rig.close();
}
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}`;
console.log(`\n${machine}\n\n${table(measurements)}`);
for (const line of profileLines(measurements)) console.log(line);
if (values.json !== undefined) {
  writeFileSync(values.json, `${JSON.stringify({ machine, measurements }, null, 2)}\n`);
}
