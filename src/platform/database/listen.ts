import { setTimeout as pause } from 'node:timers/promises';
import { type DatabaseHandle, openClient } from './database.ts';

const AGAIN_MS = 500;

export interface Listening {
  stop(): Promise<void>;
}

/**
 * Hears what is notified on a channel, over a connection of its own that is made anew as often as it is lost.
 * `onListening` is called each time it begins: what was notified before may have been missed.
 */
export function listen(
  { url, session }: Pick<DatabaseHandle, 'url' | 'session'>,
  channel: string,
  onNotify: (payload: string) => void,
  onListening: () => void = () => {},
): Listening {
  const stop = new AbortController();
  const stopped = new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()));
  let lost = Promise.withResolvers<void>();
  const client = openClient(url, session, {
    max: 1,
    max_lifetime: null,
    onclose: () => lost.resolve(),
    // Known to postgres.js but not to its types.
    ...{ onnotify: (_channel: string, payload: string) => onNotify(payload) },
  });
  const run = async () => {
    while (!stop.signal.aborted) {
      lost = Promise.withResolvers();
      try {
        await client.unsafe(`LISTEN "${channel}"`);
        onListening();
        await Promise.race([lost.promise, stopped]);
      } catch {
        await Promise.race([pause(AGAIN_MS), stopped]);
      }
    }
  };
  const running = run();
  return {
    stop: async () => {
      stop.abort();
      await client.end({ timeout: 0 });
      await running;
    },
  };
}
