import { type Measurement, measure } from './measure.ts';
import { drainBacklog, fillBacklog, MESSAGES } from './queue-drain.ts';
import type { Rig } from './rig.ts';
import { cpuSeconds } from './usage.ts';

/** 100,000 messages on 50 lanes, put in and worked off by this very process. */
export async function benchQueue(rig: Rig): Promise<Measurement[]> {
  const database = await rig.createDatabase('bench_queue');
  const here = { cpu: () => cpuSeconds(process.pid) };
  const filled = await measure(rig, here, 'queue: enqueue', MESSAGES, () => fillBacklog(database));
  const drained = await measure(rig, here, 'queue: drain', MESSAGES, () => drainBacklog(database));
  return [filled.measurement, drained.measurement];
}
