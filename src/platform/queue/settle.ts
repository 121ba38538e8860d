import type { Sql, TransactionSql } from 'postgres';
import type { Id } from '../ids.ts';
import { nextAttempt } from './backoff.ts';
import { type Batch, type Message, planForDepth } from './lease.ts';
import { wakeAfterOutage } from './wake.ts';

const DAYS_KEPT = 30;
const DAY_MS = 24 * 60 * 60_000;
const CRASHES_ALLOWED = 8;
const ERROR_LENGTH = 2_000;

/** What became of a message. */
export type Outcome =
  | { readonly id: Id; readonly result: 'done' }
  /** The whole lane pauses, until `retryAt` if that is later than its own back-off. */
  | { readonly id: Id; readonly result: 'retry'; readonly error: string; readonly retryAt?: Date }
  /** This message waits alone, the lane goes on. */
  | { readonly id: Id; readonly result: 'set-aside'; readonly error: string }
  /** Never again: it becomes a dead letter. */
  | { readonly id: Id; readonly result: 'dead'; readonly error: string };

type Failed = Exclude<Outcome, { result: 'done' }>;
type Row = Record<string, string>;

/** The first message answers for a handler that threw; it dies of the eighth time. */
export function blameFirst([first]: readonly Message[], error: string): Outcome[] {
  if (!first) return [];
  return [{ id: first.id, result: first.crashes + 1 < CRASHES_ALLOWED ? 'retry' : 'dead', error }];
}

/**
 * Writes down the outcomes and gives the lane back, in one transaction.
 * False, and nothing is written, if the lease has gone to somebody else.
 */
export function settle(
  sql: Sql,
  batch: Batch,
  outcomes: readonly Outcome[],
  crashed: boolean,
  now: Date,
): Promise<boolean> {
  return sql.begin(async (tx) => {
    const { type, lane, lease } = batch;
    await planForDepth(tx);
    // Locked before we look for what is left: an enqueue either has committed and is seen below, or comes after.
    const held = await tx`
      SELECT FROM queue_lanes WHERE type = ${type} AND lane = ${lane} AND lease = ${lease} FOR UPDATE`;
    if (held.count === 0) return false;

    const done = outcomes.filter((outcome) => outcome.result === 'done').map(({ id }) => id);
    const failed = outcomes.filter((outcome) => outcome.result !== 'done');
    const stalled = failed.find((outcome) => outcome.result === 'retry');
    if (done.length > 0)
      await tx`
        DELETE FROM queue_messages WHERE type = ${type} AND lane = ${lane}
          AND id = ANY(ARRAY(SELECT jsonb_array_elements_text(${JSON.stringify(done)}::jsonb)::bigint))`;
    if (failed.length > 0) await settleFailed(tx, batch, failed, crashed, now);

    if (batch.failures > 0 && !stalled && done.length > 0) await wakeAfterOutage(tx, batch, now);
    const failures = stalled ? batch.failures + 1 : outcomes.length > 0 ? 0 : batch.failures;
    const pausedUntil = stalled ? nextAttempt(now, failures, stalled.retryAt).toISOString() : null;
    const at = now.toISOString();
    await tx`
      UPDATE queue_lanes SET lease = NULL, leased_until = NULL,
        failures = ${failures}, paused_until = ${pausedUntil}::timestamptz,
        last_success_at = CASE WHEN ${done.length > 0} THEN ${at}::timestamptz ELSE last_success_at END,
        last_failure_at = CASE WHEN ${failed.length > 0} THEN ${at}::timestamptz ELSE last_failure_at END,
        last_error = COALESCE(${failed[0] ? printable(failed[0].error) : null}::text, last_error),
        next_attempt_at = (
          SELECT GREATEST(${at}::timestamptz, ${pausedUntil}::timestamptz, due)
          FROM (
            SELECT CASE
              WHEN EXISTS (SELECT FROM queue_messages WHERE type = ${type} AND lane = ${lane} AND not_before IS NULL)
              THEN ${at}::timestamptz
              ELSE (SELECT min(not_before) FROM queue_messages
                    WHERE type = ${type} AND lane = ${lane} AND not_before IS NOT NULL)
            END AS due
          ) AS remaining WHERE due IS NOT NULL
        )
      WHERE type = ${type} AND lane = ${lane}`;
    return true;
  });
}

async function settleFailed(
  tx: TransactionSql,
  { type, lane, messages }: Batch,
  failed: readonly Failed[],
  crashed: boolean,
  now: Date,
): Promise<void> {
  const oldest = new Date(now.getTime() - DAYS_KEPT * DAY_MS);
  const byId = new Map(messages.map((message) => [message.id, message]));
  const dead: Row[] = [];
  const putOff: Row[] = [];
  for (const outcome of failed) {
    const message = byId.get(outcome.id);
    if (!message) continue;
    const error = printable(outcome.error);
    if (outcome.result === 'dead') dead.push({ id: outcome.id, error });
    else if (outcome.result === 'retry') putOff.push({ id: outcome.id, error });
    else if (message.enqueuedAt < oldest) dead.push({ id: outcome.id, error: expired(error) });
    else
      putOff.push({
        id: outcome.id,
        error,
        not_before: nextAttempt(now, message.attempts + 1).toISOString(),
      });
  }
  if (dead.length > 0)
    await tx`
      WITH gone AS (
        DELETE FROM queue_messages AS message
        USING jsonb_to_recordset(${JSON.stringify(dead)}::jsonb) AS dead (id bigint, error text)
        WHERE message.type = ${type} AND message.lane = ${lane} AND message.id = dead.id
        RETURNING message.*, dead.error
      )
      INSERT INTO queue_dead_letters (id, type, lane, payload, attempts, enqueued_at, dead_at, last_error)
      SELECT id, type, lane, payload, attempts + 1, enqueued_at, ${now.toISOString()}, error FROM gone`;
  if (putOff.length > 0)
    await tx`
      UPDATE queue_messages AS message
      SET attempts = attempts + 1, crashes = crashes + ${crashed ? 1 : 0}::int,
        last_error = put_off.error, not_before = put_off.not_before
      FROM jsonb_to_recordset(${JSON.stringify(putOff)}::jsonb) AS put_off (id bigint, error text, not_before timestamptz)
      WHERE message.type = ${type} AND message.lane = ${lane} AND message.id = put_off.id`;
  // A lane that fails is tried with its first message only: the others grow old unseen.
  const stalled = failed.find((outcome) => outcome.result === 'retry');
  if (stalled)
    await tx`
      WITH gone AS (
        DELETE FROM queue_messages
        WHERE type = ${type} AND lane = ${lane} AND enqueued_at < ${oldest.toISOString()}
        RETURNING *
      )
      INSERT INTO queue_dead_letters (id, type, lane, payload, attempts, enqueued_at, dead_at, last_error)
      SELECT id, type, lane, payload, attempts, enqueued_at, ${now.toISOString()}, ${expired(printable(stalled.error))}
      FROM gone`;
}

const expired = (error: string): string => `not done in ${DAYS_KEPT} days; at last: ${error}`;

/** Cut short, and without what PostgreSQL cannot store: an error may quote anything. */
function printable(error: string): string {
  return error.slice(0, ERROR_LENGTH).replaceAll('\0', '').toWellFormed();
}
