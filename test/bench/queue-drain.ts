import { pino } from 'pino';
import { systemClock } from '../../src/platform/clock.ts';
import type { DatabaseHandle } from '../../src/platform/database/database.ts';
import { enqueue } from '../../src/platform/queue/queue.ts';
import { QueueWorker } from '../../src/platform/queue/worker.ts';

export const MESSAGES = 100_000;
const LANES = 50;
const AT_A_TIME = 10_000;

export async function fillBacklog(handle: DatabaseHandle): Promise<void> {
  const payload = { activity: 'https://district.example/activities/1', recipient: 'x'.repeat(200) };
  for (let first = 0; first < MESSAGES; first += AT_A_TIME) {
    const messages = Array.from({ length: AT_A_TIME }, (_, n) => ({
      type: 'bench',
      lane: `host${(first + n) % LANES}.example`,
      payload,
    }));
    await handle.db.transaction((tx) => enqueue(tx, systemClock, messages));
  }
}

/** Works the backlog off with a handler that does nothing. */
export async function drainBacklog(handle: DatabaseHandle): Promise<void> {
  let handled = 0;
  const worker = new QueueWorker({
    handle,
    clock: systemClock,
    logger: pino({ level: 'warn' }),
    handlers: {
      bench: {
        batch: 50,
        concurrency: 8,
        async handle(messages) {
          handled += messages.length;
          return messages.map(({ id }) => ({ id, result: 'done' }));
        },
      },
    },
  });
  await worker.drain();
  if (handled !== MESSAGES) throw new Error(`handled ${handled} of ${MESSAGES}`);
}
