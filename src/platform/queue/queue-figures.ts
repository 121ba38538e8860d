import { sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';

export interface LaneFigures {
  readonly type: string;
  readonly lane: string;
  readonly waiting: number;
  /** When what waits longest was put there. */
  readonly oldest: Date | null;
  readonly failures: number;
  readonly lastSuccessAt: Date | null;
}

/** The lanes with most to do, and those that fail, first. */
export async function busiestLanes(db: Database, limit: number): Promise<LaneFigures[]> {
  const rows = await db.execute<{
    type: string;
    lane: string;
    waiting: number;
    oldest: string | null;
    failures: number;
    success: string | null;
  }>(sql`
    SELECT lanes.type, lanes.lane, coalesce(messages.waiting, 0)::int AS waiting, messages.oldest::text AS oldest,
      lanes.failures, lanes.last_success_at::text AS success
    FROM queue_lanes AS lanes
    LEFT JOIN (
      SELECT type, lane, count(*) AS waiting, min(enqueued_at) AS oldest FROM queue_messages GROUP BY type, lane
    ) AS messages USING (type, lane)
    ORDER BY messages.waiting DESC NULLS LAST, lanes.failures DESC, lanes.last_success_at DESC NULLS LAST
    LIMIT ${limit}`);
  const date = (text: string | null) => (text === null ? null : new Date(text));
  return rows.map(({ oldest, success, ...row }) => ({
    ...row,
    oldest: date(oldest),
    lastSuccessAt: date(success),
  }));
}

export interface FailureFigures {
  readonly reason: string;
  readonly count: number;
}

/** Why hosts fail now and why messages were given up, the most frequent reason first. */
export async function failuresByReason(db: Database, limit: number): Promise<FailureFigures[]> {
  const rows = await db.execute<{ reason: string; count: number }>(sql`
    SELECT left(last_error, 120) AS reason, count(*)::int AS count
    FROM (
      SELECT last_error FROM queue_dead_letters
      UNION ALL SELECT last_error FROM queue_lanes WHERE failures > 0
    ) AS failure
    WHERE last_error IS NOT NULL
    GROUP BY 1 ORDER BY count DESC, reason LIMIT ${limit}`);
  return [...rows];
}

/** How many lanes fail at present. */
export async function failingLaneCount(db: Database): Promise<number> {
  const [row] = await db.execute<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM queue_lanes WHERE failures > 0`,
  );
  return row?.count ?? 0;
}
