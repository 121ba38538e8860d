import { pino } from 'pino';
import type { Clock } from '../../src/platform/clock.ts';
import type { DatabaseHandle } from '../../src/platform/database/database.ts';
import type { Outcome } from '../../src/platform/queue/settle.ts';
import { QueueWorker } from '../../src/platform/queue/worker.ts';

export const LEDGER_BATCH = 20;

/** A worker whose effect is a row of the table `ledger` for each message, written apart from the queue. */
export function ledgerWorker(handle: DatabaseHandle, clock: Clock): QueueWorker {
  return new QueueWorker({
    handle,
    clock,
    logger: pino({ level: 'silent' }),
    handlers: {
      ledger: {
        batch: LEDGER_BATCH,
        concurrency: 3,
        async handle(messages, { lane, signal }) {
          const outcomes: Outcome[] = [];
          for (const { id, payload } of messages) {
            if (signal.aborted) break;
            if (Math.random() < 0.005) return [...outcomes, { id, result: 'retry', error: 'refused' }];
            await handle.sql`INSERT INTO ledger (lane, number) VALUES (${lane}, ${Number(payload)})`;
            outcomes.push({ id, result: 'done' });
          }
          return outcomes;
        },
      },
    },
  });
}
