import { setTimeout as pause } from 'node:timers/promises';
import { and, asc, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import { domainEvents } from '../../domain/history/domain-event.table.ts';
import { DOMAIN_EVENTS_CHANNEL } from '../../domain/history/record-event.ts';
import type { DatabaseHandle, Transaction } from '../../platform/database/database.ts';
import { type Listening, listen } from '../../platform/database/listen.ts';
import type { Id } from '../../platform/ids.ts';
import { enqueue, type NewMessage } from '../../platform/queue/queue.ts';
import type { Federation } from '../federation.ts';
import type { JsonObject } from '../json/context.ts';
import { signProof } from '../json/proof.ts';
import { proofKeyOf } from '../keys/own-keys.ts';
import { activitiesFor } from './activities-for.ts';
import { activities } from './activity.table.ts';
import type { DomainEvent, Draft } from './draft.ts';
import { deliveryMessages } from './recipients.ts';

const BATCH = 50;
const POLL_MS = 1_000;
/** Where wake-up calls come, the poll is only there for one that got lost. */
const POLL_LISTENING_MS = 5_000;
/** An event that can't be told this often is left for the operator: those after it go on. */
const TRIES = 5;
const LOCK = 'distretto relay';

/** After these nobody reads at its address, or in an outbox, what was said of a post before. */
const TAKES_BACK: ReadonlySet<string> = new Set(['post-withdrawn', 'post-rescoped']);

/**
 * Turns what happened into what others are told: in one transaction an event becomes activities, the activities
 * become deliveries, and the event is marked as told. One relay at a time works on a database, so that events
 * go out in the order in which they happened.
 */
export class Relay {
  readonly #federation: Federation;
  readonly #database: DatabaseHandle;
  #running: Promise<void> | undefined;
  #listening: Listening | undefined;
  #stop = new AbortController();
  #wake: () => void = () => {};
  #pollMs = POLL_MS;

  constructor(federation: Federation, database: DatabaseHandle) {
    this.#federation = federation;
    this.#database = database;
  }

  start(): void {
    this.#stop = new AbortController();
    this.#listening = listen(
      this.#database,
      DOMAIN_EVENTS_CHANNEL,
      () => this.#wake(),
      () => {
        this.#pollMs = POLL_LISTENING_MS;
        this.#wake();
      },
    );
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wake();
    await this.#running;
    await this.#listening?.stop();
  }

  /** Relays until nothing is left to tell, or it is to stop. */
  async drain(): Promise<void> {
    while ((await this.#relayBatch()) > 0 && !this.#stop.signal.aborted);
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      try {
        await this.drain();
      } catch (error) {
        this.#federation.logger.error({ err: error }, 'relay: the database does not answer');
      }
      if (this.#stop.signal.aborted) return;
      await Promise.race([woken, pause(this.#pollMs)]);
    }
  }

  async #relayBatch(): Promise<number> {
    const { domain } = this.#federation;
    return domain.db.transaction(async (tx) => {
      await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext(${LOCK}))`);
      const events = await tx
        .select()
        .from(domainEvents)
        .where(and(isNull(domainEvents.relayedAt), lt(domainEvents.relayFailures, TRIES)))
        .orderBy(asc(domainEvents.id))
        .limit(BATCH);
      const messages: NewMessage[] = [];
      for (const event of events) messages.push(...(await this.#relayOne(tx, event)));
      await enqueue(tx, domain.clock, messages);
      return events.length;
    });
  }

  async #relayOne(tx: Transaction, event: DomainEvent): Promise<NewMessage[]> {
    const { domain, logger, metrics } = this.#federation;
    try {
      const messages = await tx.transaction((step) => this.#tell(step, event));
      await tx
        .update(domainEvents)
        .set({ relayedAt: domain.clock.now() })
        .where(eq(domainEvents.id, event.id));
      metrics.events.inc({ result: 'told' });
      return messages;
    } catch (error) {
      logger.error({ err: error, event: event.id, type: event.type }, 'relay: an event was not told');
      await tx
        .update(domainEvents)
        .set({ relayFailures: sql`${domainEvents.relayFailures} + 1` })
        .where(eq(domainEvents.id, event.id));
      metrics.events.inc({ result: 'failed' });
      return [];
    }
  }

  async #tell(tx: Transaction, event: DomainEvent): Promise<NewMessage[]> {
    const federation = this.#federation;
    const drafts = await activitiesFor(federation, tx, event, (draft) => sealDraft(federation, draft));
    if (TAKES_BACK.has(event.type) && event.subjectId !== null) await takeBack(tx, event.subjectId);
    const rows = [];
    for (const draft of drafts) {
      rows.push({
        id: draft.id,
        uri: federation.domain.addresses.activity(draft.id),
        actorId: draft.actor.id,
        type: String(draft.json.type),
        subjectId: draft.subjectId,
        json: JSON.stringify(await sealDraft(federation, draft)),
        public: draft.public,
        listed: draft.listed,
        publishedAt: event.occurredAt,
      });
    }
    if (rows.length > 0) await tx.insert(activities).values(rows);
    return drafts.flatMap((draft) => deliveryMessages(draft.id, draft.inboxes));
  }
}

/** What was said of a post stays as it was for deliveries under way, and is shown to nobody. */
async function takeBack(tx: Transaction, postId: Id): Promise<void> {
  await tx
    .update(activities)
    .set({ public: false, listed: false })
    .where(and(eq(activities.subjectId, postId), inArray(activities.type, ['Create', 'Update', 'Announce'])));
}

/** Signs an activity itself (FEP-8b32), so that it stands wherever it is passed on to. */
async function sealDraft(federation: Federation, draft: Draft): Promise<JsonObject> {
  if (draft.json.proof !== undefined) return draft.json;
  const key = await proofKeyOf(federation, draft.actor.id);
  return signProof(draft.json, {
    keyUri: key.uri,
    privateKey: key.privateKey,
    created: federation.domain.clock.now(),
  });
}
