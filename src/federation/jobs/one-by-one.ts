import { UserError } from '../../platform/errors.ts';
import type { Handler } from '../../platform/queue/worker.ts';
import type { Federation } from '../federation.ts';
import { Refusal } from '../inbox/refusal.ts';
import { FetchError } from '../remote/fetch-document.ts';

/** A server that fails one document this often may be well otherwise: that one waits alone. */
const BLAMED_ALONE_AFTER = 8;

/**
 * A queue handler for jobs that ask another server for something, one after the other.
 * A silent server pauses its lane; what it will never give as we take it is logged and let go.
 */
export function oneByOne<T>(
  federation: Federation,
  work: (payload: T, signal: AbortSignal) => Promise<void>,
): Handler {
  return {
    batch: 10,
    concurrency: 8,
    handle: async (messages, { lane, signal }) => {
      const outcomes: Awaited<ReturnType<Handler['handle']>> = [];
      for (const { id, payload, attempts } of messages) {
        if (signal.aborted) return outcomes;
        try {
          // Written by this node, in the form that jobs.ts gives it.
          await work(payload as T, signal);
          outcomes.push({ id, result: 'done' });
        } catch (error) {
          if (error instanceof FetchError && error.failure === 'unavailable') {
            if (attempts < BLAMED_ALONE_AFTER) {
              const { retryAt } = error;
              const retry = { id, result: 'retry' as const, error: error.message };
              outcomes.push(retryAt === undefined ? retry : { ...retry, retryAt });
              return outcomes;
            }
            outcomes.push({ id, result: 'set-aside', error: error.message });
            continue;
          }
          if (!isRefused(error)) throw error;
          federation.logger.info({ lane, payload, err: error }, 'not fetched');
          outcomes.push({ id, result: 'done' });
        }
      }
      return outcomes;
    },
  };
}

/** Whether what another server gave is at fault. */
export function isRefused(error: unknown): boolean {
  return error instanceof FetchError || error instanceof Refusal || error instanceof UserError;
}
