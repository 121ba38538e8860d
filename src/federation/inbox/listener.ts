import type { Actor } from '../../domain/actors/actor.table.ts';
import type { Transaction } from '../../platform/database/database.ts';
import type { NewMessage } from '../../platform/queue/queue.ts';
import type { Federation } from '../federation.ts';
import type { Activity } from './activity.ts';
import type { ProvenActivity } from './proven-activity.ts';

/** A verified activity in the transaction that takes it in. */
export interface Received {
  readonly federation: Federation;
  readonly tx: Transaction;
  readonly activity: Activity;
  /** Whose word it is. */
  readonly actor: Actor;
  /** The activity that it passes on, where that is proven. */
  readonly embedded: ProvenActivity | undefined;
  /** What needs the network is put here, and goes into the queue with the same transaction. */
  readonly jobs: NewMessage[];
}

/** Applies an activity to the domain, without the network; `ignored` where it means nothing here. */
export type Listener = (received: Received) => Promise<'taken' | 'ignored'>;
