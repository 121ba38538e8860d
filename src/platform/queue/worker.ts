import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { DatabaseHandle } from '../database/database.ts';
import { type Listening, listen } from '../database/listen.ts';
import { isDatabaseLost } from '../database/socket.ts';
import {
  type Batch,
  claim,
  extendLease,
  type Message,
  newLease,
  releaseLease,
  releaseOrphans,
} from './lease.ts';
import { WAKE_UP_CHANNEL } from './queue.ts';
import { blameFirst, type Outcome, settle } from './settle.ts';

const POLL_MS = 1_000;
const HEARTBEAT_MS = 15_000;
const ORPHANS_MS = 2_000;
const HANDLER_TIMEOUT_MS = 120_000;
const STOP_GRACE_MS = 10_000;
const SETTLE_TRIES = 30;

/** Handles the messages of one type. */
export interface Handler {
  /** Messages of a lane at a time, at most 50. */
  readonly batch: number;
  /** Lanes at a time. */
  readonly concurrency: number;
  /**
   * Gets messages of one lane in order, and says what became of them; those it leaves out stay as they are.
   * It must end soon after `signal` aborts, and bear getting a message again that it has already handled.
   */
  handle(messages: readonly Message[], context: { lane: string; signal: AbortSignal }): Promise<Outcome[]>;
}

export interface QueueWorkerOptions {
  readonly handle: DatabaseHandle;
  readonly clock: Clock;
  readonly logger: Logger;
  /** By message type. */
  readonly handlers: Readonly<Record<string, Handler>>;
}

/** The batch is no longer ours to settle. */
class Abandoned extends Error {}

/** Works off the queue: any number of workers and processes can share a database. */
export class QueueWorker {
  readonly #database: DatabaseHandle;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #handlers: ReadonlyMap<string, Handler>;
  /** Batches at work, each with what ends it early and the promise of its end. */
  readonly #running = new Map<Batch, { controller: AbortController; ended: Promise<void> }>();
  #loop: Promise<void> | undefined;
  #listening: Listening | undefined;
  /** Kept when a claim fails: if it did commit, the next one finds its lanes by it. */
  #lease: string;
  /** When orphans were last looked for, by `performance.now()`. */
  #orphansSought = Number.NEGATIVE_INFINITY;
  #stopping = false;
  #awake = false;
  #wake: () => void = () => {};

  constructor({ handle, clock, logger, handlers }: QueueWorkerOptions) {
    this.#database = handle;
    this.#lease = newLease(handle.session);
    this.#clock = clock;
    this.#logger = logger;
    this.#handlers = new Map(Object.entries(handlers));
  }

  start(): void {
    this.#stopping = false;
    this.#listening = listen(this.#database, WAKE_UP_CHANNEL, () => this.#stir());
    this.#loop = this.#run();
  }

  /** Takes on nothing new, gives the batches at work ten seconds, then aborts them and releases their lanes. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#stir();
    await this.#loop;
    const grace = new AbortController();
    const ended = Promise.all([...this.#running.values()].map((batch) => batch.ended));
    await Promise.race([ended, pause(STOP_GRACE_MS, undefined, { signal: grace.signal }).catch(() => {})]);
    grace.abort();
    await Promise.all(
      [...this.#running].map(async ([batch, { controller }]) => {
        controller.abort(new Abandoned('the worker stops'));
        this.#running.delete(batch);
        await releaseLease(this.#database.sql, batch).catch((error: unknown) =>
          this.#logger.warn(
            { err: error, lane: batch.lane },
            'queue: lane not released, its lease will run out',
          ),
        );
      }),
    );
    await this.#listening?.stop();
  }

  /** Works until nothing is due. Throws when the database fails. */
  async drain(): Promise<void> {
    for (;;) {
      this.#awake = false;
      await this.#takeOn();
      if (this.#running.size === 0) {
        // A lane that was let go meanwhile was passed over.
        if (this.#awake) continue;
        return;
      }
      await Promise.race([...this.#running.values()].map((batch) => batch.ended));
    }
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#awake = false;
      try {
        await this.#releaseOrphans();
        await this.#takeOn();
      } catch (error) {
        this.#logger.error({ err: error }, 'queue: cannot claim');
      }
      // Either every place is taken, or nothing is due.
      await this.#rest();
    }
  }

  /** So that the lanes of a killed process wait seconds for another, and not for their leases to run out. */
  async #releaseOrphans(): Promise<void> {
    const now = performance.now();
    if (now - this.#orphansSought < ORPHANS_MS) return;
    this.#orphansSought = now;
    const lanes = await releaseOrphans(this.#database.sql);
    if (lanes > 0) this.#logger.warn({ lanes }, 'queue: lanes taken back from a process that died');
  }

  async #takeOn(): Promise<void> {
    const busy = new Map<string, number>();
    for (const { type } of this.#running.keys()) busy.set(type, (busy.get(type) ?? 0) + 1);
    const capacities = [...this.#handlers]
      .map(([type, { batch, concurrency }]) => ({ type, batch, lanes: concurrency - (busy.get(type) ?? 0) }))
      .filter(({ lanes }) => lanes > 0);
    if (capacities.length === 0) return;
    const batches = await claim(this.#database.sql, this.#lease, capacities, this.#clock.now());
    this.#lease = newLease(this.#database.session);
    for (const batch of batches) {
      const handler = this.#handlers.get(batch.type);
      if (!handler) continue;
      const controller = new AbortController();
      const ended = this.#work(batch, handler, controller).finally(() => {
        this.#running.delete(batch);
        this.#stir();
      });
      this.#running.set(batch, { controller, ended });
    }
  }

  async #work(batch: Batch, handler: Handler, controller: AbortController): Promise<void> {
    const heartbeat = setInterval(() => this.#extend(batch, controller), HEARTBEAT_MS);
    const timeout = setTimeout(
      () => controller.abort(new Error(`no answer in ${HANDLER_TIMEOUT_MS / 1000} s`)),
      HANDLER_TIMEOUT_MS,
    );
    let outcomes: Outcome[];
    let crashed = false;
    try {
      outcomes = await handle(batch, handler, controller.signal);
    } catch (error) {
      if (error instanceof Abandoned) {
        clearInterval(heartbeat);
        return;
      }
      const where = { type: batch.type, lane: batch.lane };
      if (isDatabaseLost(error)) {
        // No message is to blame, and none waits longer than the database is away.
        this.#logger.warn({ err: error, ...where }, 'queue: no database for the handler');
        await pause(POLL_MS);
        outcomes = [];
      } else {
        this.#logger.error({ err: error, ...where }, 'queue: handler failed');
        outcomes = blameFirst(batch.messages, error instanceof Error ? error.message : String(error));
        crashed = true;
      }
    } finally {
      clearTimeout(timeout);
    }
    try {
      await this.#settle(batch, outcomes, crashed);
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** Insists through a restart of the database: what is not written down now is done once more later. */
  async #settle(batch: Batch, outcomes: readonly Outcome[], crashed: boolean): Promise<void> {
    const where = { type: batch.type, lane: batch.lane };
    for (let tries = 1; tries <= SETTLE_TRIES && this.#running.has(batch); tries++) {
      try {
        const held = await settle(this.#database.sql, batch, outcomes, crashed, this.#clock.now());
        if (!held) this.#logger.warn(where, 'queue: lease lost, the lane is worked on by another');
        return;
      } catch (error) {
        this.#logger.error({ err: error, ...where }, 'queue: cannot settle');
      }
      await pause(POLL_MS);
    }
  }

  async #extend(batch: Batch, controller: AbortController): Promise<void> {
    try {
      const held = await extendLease(this.#database.sql, batch, this.#clock.now());
      if (!held) controller.abort(new Abandoned('lease lost'));
    } catch (error) {
      this.#logger.warn({ err: error, lane: batch.lane }, 'queue: cannot extend lease');
    }
  }

  #stir(): void {
    this.#awake = true;
    this.#wake();
  }

  /** Until something stirs, at most for a second. */
  #rest(): Promise<void> {
    if (this.#awake) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Rejects when the signal aborts, whether or not the handler heeds it. */
async function handle({ lane, messages }: Batch, handler: Handler, signal: AbortSignal): Promise<Outcome[]> {
  if (messages.length === 0) return [];
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  const outcomes = await Promise.race([handler.handle(messages, { lane, signal }), aborted]);
  // Without this a lane that never gets on would be claimed again at once, forever.
  if (outcomes.length === 0) throw new Error('the handler said nothing of any message');
  return outcomes;
}
