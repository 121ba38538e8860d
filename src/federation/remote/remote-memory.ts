import type { KeyObject } from 'node:crypto';
import type { Federation } from '../federation.ts';
import { BoundedMap } from './bounded-map.ts';

/** What one process remembers of other servers, to spare them and itself work; losing it costs nothing but time. */
export interface RemoteMemory {
  /** Documents that could not be had: why, and until when that stands (ms since 1970). */
  readonly failures: BoundedMap<string, { readonly error: unknown; readonly until: number }>;
  /** What is being fetched, so that those who want the same wait for the same. */
  readonly underWay: Map<string, Promise<unknown>>;
  /** When each group was last heard (ms since 1970), and how long it had been on its way (ms). */
  readonly heard: BoundedMap<string, { readonly at: number; readonly lag: number }>;
  /** Public keys made ready to verify with, by their PEM. */
  readonly importedKeys: BoundedMap<string, KeyObject>;
}

const memories = new WeakMap<Federation, RemoteMemory>();

export function remoteMemory(federation: Federation): RemoteMemory {
  const known = memories.get(federation);
  if (known !== undefined) return known;
  const memory = {
    failures: new BoundedMap<string, { error: unknown; until: number }>(10_000),
    underWay: new Map<string, Promise<unknown>>(),
    heard: new BoundedMap<string, { at: number; lag: number }>(10_000),
    importedKeys: new BoundedMap<string, KeyObject>(5_000),
  };
  memories.set(federation, memory);
  return memory;
}

/** Runs `work` unless the same is under way, whose result is then shared. */
export function joined<T>(federation: Federation, key: string, work: () => Promise<T>): Promise<T> {
  const memory = remoteMemory(federation);
  const running = memory.underWay.get(key);
  // The key names the kind of work, so that one key has one type.
  if (running !== undefined) return running as Promise<T>;
  const started = work().finally(() => memory.underWay.delete(key));
  memory.underWay.set(key, started);
  return started;
}
