import { isNotNull } from 'drizzle-orm';
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { id, instant } from '../database/columns.ts';

/** State of each lane: who works on it, when it is due, how it fared. */
export const queueLanes = pgTable(
  'queue_lanes',
  {
    type: text().notNull(),
    lane: text().notNull(),
    /** Null while the lane holds no message. */
    nextAttemptAt: instant('next_attempt_at'),
    /** End of the back-off after a failure; outlives an empty lane. */
    pausedUntil: instant('paused_until'),
    lease: uuid(),
    leasedUntil: instant('leased_until'),
    /** Failures since the last success. */
    failures: integer().notNull().default(0),
    lastSuccessAt: instant('last_success_at'),
    lastFailureAt: instant('last_failure_at'),
    lastError: text('last_error'),
  },
  (t) => [
    primaryKey({ columns: [t.type, t.lane] }),
    index('queue_lanes_due').on(t.type, t.nextAttemptAt).where(isNotNull(t.nextAttemptAt)),
  ],
);

/** Messages waiting or at work. */
export const queueMessages = pgTable(
  'queue_messages',
  {
    type: text().notNull(),
    lane: text().notNull(),
    /** Given out while the lane is locked, so that it rises in the order of commits. */
    id: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    payload: jsonb().notNull(),
    enqueuedAt: instant('enqueued_at').notNull(),
    notBefore: instant('not_before'),
    /** Gone as soon as the message is handed to a handler. */
    dedupeKey: text('dedupe_key'),
    /** Times it was put off. */
    attempts: integer().notNull().default(0),
    /** Times its handler threw. */
    crashes: integer().notNull().default(0),
    lastError: text('last_error'),
  },
  (t) => [
    primaryKey({ columns: [t.type, t.lane, t.id] }),
    index('queue_messages_delayed').on(t.type, t.lane, t.notBefore).where(isNotNull(t.notBefore)),
    uniqueIndex('queue_messages_dedupe').on(t.type, t.lane, t.dedupeKey).where(isNotNull(t.dedupeKey)),
  ],
);

/** Messages given up, for an operator to see and to requeue. */
export const queueDeadLetters = pgTable('queue_dead_letters', {
  id: id().primaryKey(),
  type: text().notNull(),
  lane: text().notNull(),
  payload: jsonb().notNull(),
  attempts: integer().notNull(),
  enqueuedAt: instant('enqueued_at').notNull(),
  deadAt: instant('dead_at').notNull(),
  lastError: text('last_error').notNull(),
});
