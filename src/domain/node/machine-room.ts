import { sql } from 'drizzle-orm';
import { runningLong, slowestQueries } from '../../platform/database/slow-queries.ts';
import { queueDepth } from '../../platform/queue/queue.ts';
import { busiestLanes, failuresByReason } from '../../platform/queue/queue-figures.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain } from '../domain.ts';

const LANES = 20;
const REASONS = 10;
const QUERIES = 10;

/** What the node does at this moment: what comes in, what goes out and to whom, why it fails, what is slow. */
export async function machineRoom({ db, clock }: Domain, caller: Caller) {
  requireCoordinator(caller);
  const [queue, lanes, reasons, queries, long, received] = await Promise.all([
    queueDepth(db, clock),
    busiestLanes(db, LANES),
    failuresByReason(db, REASONS),
    slowestQueries(db, QUERIES),
    runningLong(db, QUERIES),
    receivedIn(db, clock.now()),
  ]);
  return { queue, lanes, reasons, queries, long, received, at: clock.now() };
}

/** Activities that took effect in the last hour and day. */
async function receivedIn(db: Domain['db'], now: Date): Promise<{ hour: number; day: number }> {
  const since = (ms: number) => sql`${new Date(now.getTime() - ms).toISOString()}::timestamptz`;
  const [row] = await db.execute<{ hour: number; day: number }>(sql`
    SELECT count(*) FILTER (WHERE received_at > ${since(3_600_000)})::int AS hour, count(*)::int AS day
    FROM received_activities WHERE received_at > ${since(86_400_000)}`);
  return row ?? { hour: 0, day: 0 };
}
