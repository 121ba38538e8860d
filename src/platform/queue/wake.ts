import { sql } from 'drizzle-orm';
import type { TransactionSql } from 'postgres';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { WAKE_UP_CHANNEL } from './queue.ts';

export interface LaneName {
  readonly type: string;
  readonly lane: string;
}

/** A lane that has failed is spared for so long, whatever wakes it. */
const SOONEST = `GREATEST(moment.now, lanes.last_failure_at + interval '3 minutes')`;

/**
 * Lanes with messages that pause because they failed, and are at work nowhere; `moment.now` is the time. One that was
 * asked to wait (429, 503) keeps its pause.
 */
const MAY_WAKE = `lanes.failures > 0 AND lanes.lease IS NULL AND lanes.next_attempt_at IS NOT NULL
  AND lanes.paused_until > ${SOONEST} AND lanes.last_error !~ '\\m(429|503)\\M'`;

const WAKE = `UPDATE queue_lanes AS lanes SET paused_until = paused.until, next_attempt_at = paused.until
  FROM paused WHERE lanes.type = paused.type AND lanes.lane = paused.lane`;

/** Ends the pauses of these lanes: whoever they are for has shown itself. */
export async function wakeLanes(db: Database, clock: Clock, names: readonly LaneName[]): Promise<void> {
  await db.execute(sql`
    WITH paused AS MATERIALIZED (
      SELECT lanes.type, lanes.lane, ${sql.raw(SOONEST)} AS until FROM queue_lanes AS lanes
      JOIN jsonb_to_recordset(${JSON.stringify(names)}::jsonb) AS named (type text, lane text)
        ON lanes.type = named.type AND lanes.lane = named.lane
      CROSS JOIN (SELECT ${clock.now().toISOString()}::timestamptz AS now) AS moment
      WHERE ${sql.raw(MAY_WAKE)}
      FOR UPDATE OF lanes SKIP LOCKED
    )
    ${sql.raw(WAKE)} RETURNING pg_notify(${WAKE_UP_CHANNEL}, '')`);
}

/**
 * The lane works again after failures. Where no other of its type has worked for ten minutes it was we who were cut off:
 * then all are tried now, and not when their pauses are over. Call it before the success is written down.
 */
export async function wakeAfterOutage(
  tx: TransactionSql,
  { type, lane }: LaneName,
  now: Date,
): Promise<void> {
  await tx`
    WITH paused AS MATERIALIZED (
      SELECT lanes.type, lanes.lane, ${tx.unsafe(SOONEST)} AS until FROM queue_lanes AS lanes
      CROSS JOIN (SELECT ${now.toISOString()}::timestamptz AS now) AS moment
      WHERE lanes.type = ${type} AND lanes.lane <> ${lane} AND ${tx.unsafe(MAY_WAKE)}
        AND NOT EXISTS (SELECT FROM queue_lanes AS working
          WHERE working.type = ${type} AND working.last_success_at > moment.now - interval '10 minutes')
      FOR UPDATE OF lanes SKIP LOCKED
    )
    ${tx.unsafe(WAKE)} RETURNING pg_notify(${WAKE_UP_CHANNEL}, '')`;
}
