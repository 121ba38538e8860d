import { randomUUID } from 'node:crypto';
import type { Sql, TransactionSql } from 'postgres';
import type { Id } from '../ids.ts';

const LEASE_MS = 60_000;

export interface Message {
  readonly id: Id;
  readonly payload: unknown;
  readonly enqueuedAt: Date;
  /** Times it was put off before. */
  readonly attempts: number;
  /** Times its handler threw before. */
  readonly crashes: number;
}

/** A leased lane with the messages to handle now, in order. */
export interface Batch {
  readonly type: string;
  readonly lane: string;
  readonly lease: string;
  /** Failures of the lane since its last success. */
  readonly failures: number;
  readonly messages: readonly Message[];
}

/** How many lanes of a type to lease at most, and how many messages of each to take. */
export interface Capacity {
  readonly type: string;
  readonly lanes: number;
  readonly batch: number;
}

interface LaneRow {
  type: string;
  lane: string;
  failures: number;
  batch: number;
}

interface MessageRow {
  type: string;
  lane: string;
  id: Id;
  payload: unknown;
  enqueued_at: string;
  attempts: number;
  crashes: number;
  dedupe_key: string | null;
}

const leaseEnd = (now: Date): string => new Date(now.getTime() + LEASE_MS).toISOString();

/** A UUID whose first digits tell who holds it: the session of a database handle. */
export function newLease(session: string): string {
  return session + randomUUID().slice(session.length);
}

/**
 * Takes the lanes back from processes that have died: no connection bears their session any more.
 * At worst, where a living one has just lost all its connections, some messages are handled twice.
 */
export async function releaseOrphans(sql: Sql): Promise<number> {
  // What is locked can wait: waiting for it, lane after lane, could deadlock with those who enqueue.
  const { count } = await sql`
    WITH orphans AS MATERIALIZED (
      SELECT type, lane FROM queue_lanes
      WHERE lease IS NOT NULL AND NOT EXISTS (
        SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND right(application_name, 8) = left(lease::text, 8))
      FOR UPDATE SKIP LOCKED
    )
    UPDATE queue_lanes AS lanes SET lease = NULL, leased_until = NULL
    FROM orphans WHERE lanes.type = orphans.type AND lanes.lane = orphans.lane`;
  return count;
}

/**
 * Keeps the planner on the indexes for the rest of the transaction. A queue fills and empties faster than statistics
 * follow; planned by them, a lane thought to be short is read and sorted whole for each batch.
 */
export async function planForDepth(tx: TransactionSql): Promise<void> {
  await tx`
    SELECT set_config(setting, 'off', true)
    FROM unnest(ARRAY['enable_bitmapscan', 'enable_hashjoin', 'enable_mergejoin', 'enable_seqscan', 'enable_sort'])
      AS setting`;
}

/** Leases the lanes that have been due longest, under the given lease, and reads their messages. */
export function claim(sql: Sql, lease: string, capacities: readonly Capacity[], now: Date): Promise<Batch[]> {
  return sql.begin(async (tx) => {
    await planForDepth(tx);
    const lanes = await tx<LaneRow[]>`
      WITH due AS MATERIALIZED (
        SELECT lane.type, lane.lane, capacity.batch
        FROM jsonb_to_recordset(${JSON.stringify(capacities)}::jsonb) AS capacity (type text, lanes int, batch int)
        CROSS JOIN LATERAL (
          SELECT type, lane FROM queue_lanes
          WHERE type = capacity.type AND next_attempt_at <= ${now.toISOString()}
            AND (leased_until IS NULL OR leased_until < ${now.toISOString()} OR lease = ${lease})
          ORDER BY next_attempt_at LIMIT capacity.lanes FOR UPDATE SKIP LOCKED
        ) AS lane
      )
      UPDATE queue_lanes AS lanes SET lease = ${lease}, leased_until = ${leaseEnd(now)}
      FROM due WHERE lanes.type = due.type AND lanes.lane = due.lane
      RETURNING lanes.type, lanes.lane, lanes.failures, due.batch`;
    if (lanes.length === 0) return [];
    // A statement of its own: one that began before we held the lanes could see messages already acknowledged.
    const rows = await tx<MessageRow[]>`
      SELECT message.* FROM jsonb_to_recordset(${JSON.stringify(lanes)}::jsonb) AS leased (type text, lane text, batch int)
      CROSS JOIN LATERAL (
        SELECT type, lane, id, payload, enqueued_at, attempts, crashes, dedupe_key FROM queue_messages
        WHERE type = leased.type AND lane = leased.lane
          AND (not_before IS NULL OR not_before <= ${now.toISOString()})
        ORDER BY id LIMIT leased.batch
      ) AS message`;
    const taken = lanes.map((lane) => ({ lane, rows: handOut(lane, rows) }));
    // From here on a copy is no longer superfluous: the handler may have read what the copy was enqueued for.
    const keyed = taken.flatMap((batch) => batch.rows).filter((row) => row.dedupe_key !== null);
    if (keyed.length > 0)
      await tx`
        UPDATE queue_messages AS message SET dedupe_key = NULL
        FROM jsonb_to_recordset(${JSON.stringify(keyed)}::jsonb) AS taken (type text, lane text, id bigint)
        WHERE message.type = taken.type AND message.lane = taken.lane AND message.id = taken.id`;
    return taken.map(({ lane, rows }) => ({
      type: lane.type,
      lane: lane.lane,
      lease,
      failures: lane.failures,
      messages: rows.map(({ id, payload, enqueued_at, attempts, crashes }) => ({
        id,
        payload,
        enqueuedAt: new Date(enqueued_at),
        attempts,
        crashes,
      })),
    }));
  });
}

/** A message under suspicion of crashing its handler goes alone, so that none is blamed for another. */
function handOut(lane: LaneRow, rows: readonly MessageRow[]): MessageRow[] {
  const own = rows.filter((row) => row.lane === lane.lane && row.type === lane.type);
  return own[0] && own[0].crashes > 0 ? own.slice(0, 1) : own;
}

/** False if the lease has gone to somebody else. */
export async function extendLease(sql: Sql, { type, lane, lease }: Batch, now: Date): Promise<boolean> {
  const { count } = await sql`
    UPDATE queue_lanes SET leased_until = ${leaseEnd(now)}
    WHERE type = ${type} AND lane = ${lane} AND lease = ${lease}`;
  return count > 0;
}

/** Gives the lane back untouched. */
export async function releaseLease(sql: Sql, { type, lane, lease }: Batch): Promise<void> {
  await sql`
    UPDATE queue_lanes SET lease = NULL, leased_until = NULL
    WHERE type = ${type} AND lane = ${lane} AND lease = ${lease}`;
}
