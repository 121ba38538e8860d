/** A whole node in a process of its own, which tells what a request cost it: node node-child.ts <config as JSON>. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import pino from 'pino';
import { startBackground } from '../../src/app/background.ts';
import { createServer } from '../../src/app/server.ts';
import { openServices } from '../../src/app/services.ts';
import type { Load, Question } from './node-process.ts';

const RESOLUTION_MS = 10;

const services = await openServices(
  JSON.parse(process.argv[2] ?? ''),
  pino({ level: process.env.TEST_LOG ?? 'silent' }),
);
const server = await createServer(services);
await server.listen({ host: services.config.listen.host, port: services.config.listen.port });
const background = startBackground(services);

const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();
let before = 0;
let peak = 0;
setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, RESOLUTION_MS);

const answers: Record<Question, () => Promise<Load | null>> = {
  reset: async () => {
    before = peak = process.memoryUsage.rss();
    delay.reset();
    return null;
  },
  load: async () => ({
    blockedMs: Math.max(0, Math.round(delay.max / 1e6) - RESOLUTION_MS),
    grownMiB: Math.round((Math.max(peak, process.memoryUsage.rss()) - before) / 2 ** 20),
  }),
  stop: async () => {
    await background.stop();
    await server.close();
    await services.close();
    return null;
  },
};

process.on('message', async (question: Question) => {
  process.send?.(await answers[question]());
  if (question === 'stop') process.exit();
});
// The test run may end without a word.
process.on('disconnect', () => process.exit());
process.send?.('ready');
