import { and, asc, count, desc, eq, gt, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { Clock } from '../clock.ts';
import type { Database, Transaction } from '../database/database.ts';
import type { Id } from '../ids.ts';
import { queueDeadLetters, queueLanes } from './queue.table.ts';

export const WAKE_UP_CHANNEL = 'queue';

/** A message to be handled by the handler named `type`, after those enqueued before it in the same lane. */
export interface NewMessage {
  readonly type: string;
  readonly lane: string;
  /** JSON; PostgreSQL refuses U+0000 and lone surrogates. */
  readonly payload: unknown;
  readonly notBefore?: Date;
  /** While a message of the lane with this key waits untouched, this one adds nothing. */
  readonly dedupeKey?: string;
}

/**
 * Adds messages in the caller's transaction, in their order: two statements, however many they are.
 * The lanes stay locked until the transaction ends, so call it once and last; several calls with different
 * lanes can deadlock with each other.
 */
export async function enqueue(tx: Transaction, clock: Clock, messages: readonly NewMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const now = clock.now().toISOString();
  const rows = sql`ROWS FROM (jsonb_to_recordset(${JSON.stringify(messages)}::jsonb)
    AS (type text, lane text, payload jsonb, "notBefore" timestamptz, "dedupeKey" text))
    WITH ORDINALITY AS message (type, lane, payload, not_before, dedupe_key, position)`;
  // The lanes first: their locks make ids rise in the order of commits, and keep a worker from finding a lane
  // empty, or handing out a message that ours is a copy of, before we have committed.
  await tx.execute(sql`
    INSERT INTO queue_lanes AS lanes (type, lane, next_attempt_at)
    SELECT type, lane, min(GREATEST(${now}::timestamptz, not_before)) FROM ${rows}
    GROUP BY type, lane ORDER BY type, lane
    ON CONFLICT (type, lane) DO UPDATE
    SET next_attempt_at = LEAST(lanes.next_attempt_at, GREATEST(lanes.paused_until, excluded.next_attempt_at))`);
  await tx.execute(sql`
    WITH added AS (
      INSERT INTO queue_messages (type, lane, payload, enqueued_at, not_before, dedupe_key)
      SELECT type, lane, COALESCE(payload, 'null'), ${now}::timestamptz, not_before, dedupe_key FROM ${rows}
      ORDER BY position
      ON CONFLICT (type, lane, dedupe_key) WHERE dedupe_key IS NOT NULL DO NOTHING
    )
    SELECT pg_notify(${WAKE_UP_CHANNEL}, '')`);
}

export type DeadLetter = typeof queueDeadLetters.$inferSelect;

/** Newest first; `before` is the last id of the page before. */
export function listDeadLetters(
  db: Database | Transaction,
  { limit, before }: { limit: number; before?: Id },
): Promise<DeadLetter[]> {
  return db
    .select()
    .from(queueDeadLetters)
    .where(before === undefined ? undefined : lt(queueDeadLetters.id, before))
    .orderBy(desc(queueDeadLetters.id))
    .limit(limit);
}

/** Puts a dead letter at the end of its lane, as if new. False if there is none with this id. */
export function requeueDeadLetter(db: Database, clock: Clock, id: Id): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [letter] = await tx.delete(queueDeadLetters).where(eq(queueDeadLetters.id, id)).returning();
    if (letter) await enqueue(tx, clock, [{ type: letter.type, lane: letter.lane, payload: letter.payload }]);
    return letter !== undefined;
  });
}

export interface QueueDepth {
  /** Due or at work. */
  readonly pending: number;
  /** Waiting for their time, or for that of their lane. */
  readonly delayed: number;
  readonly dead: number;
  readonly oldestPendingSeconds: number;
}

export async function queueDepth(db: Database, clock: Clock): Promise<QueueDepth> {
  const now = clock.now();
  const [live] = await db.execute<{ pending: number; delayed: number; oldest: string | null }>(sql`
    SELECT count(*) FILTER (WHERE NOT waits)::int AS pending, count(*) FILTER (WHERE waits)::int AS delayed,
      min(enqueued_at) FILTER (WHERE NOT waits) AS oldest
    FROM (
      SELECT enqueued_at, COALESCE(GREATEST(not_before, paused_until) > ${now.toISOString()}::timestamptz, false) AS waits
      FROM queue_messages JOIN queue_lanes USING (type, lane)
    ) AS message`);
  const [dead] = await db.select({ count: count() }).from(queueDeadLetters);
  const oldest = live?.oldest ? new Date(live.oldest) : now;
  return {
    pending: live?.pending ?? 0,
    delayed: live?.delayed ?? 0,
    dead: dead?.count ?? 0,
    oldestPendingSeconds: Math.max(0, (now.getTime() - oldest.getTime()) / 1000),
  };
}

export type Lane = typeof queueLanes.$inferSelect;

/** Lanes that fail at present, the last failure first. */
export function troubledLanes(db: Database, limit: number): Promise<Lane[]> {
  return db
    .select()
    .from(queueLanes)
    .where(gt(queueLanes.failures, 0))
    .orderBy(desc(queueLanes.lastFailureAt))
    .limit(limit);
}

/** The lanes with one of these names. */
export async function lanesNamed(db: Database, names: readonly string[]): Promise<Lane[]> {
  return names.length === 0
    ? []
    : db
        .select()
        .from(queueLanes)
        .where(inArray(queueLanes.lane, [...names]));
}

/** The lanes of one type by name; `after` is the last name of the page before. */
export function listLanes(
  db: Database,
  { type, failing, limit, after }: { type: string; failing?: boolean; limit: number; after?: string },
): Promise<Lane[]> {
  const conditions: SQL[] = [eq(queueLanes.type, type)];
  if (failing) conditions.push(gt(queueLanes.failures, 0));
  if (after !== undefined) conditions.push(gt(queueLanes.lane, after));
  return db
    .select()
    .from(queueLanes)
    .where(and(...conditions))
    .orderBy(asc(queueLanes.lane))
    .limit(limit);
}
