import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';

export interface SlowQuery {
  readonly query: string;
  readonly calls: number;
  readonly meanMs: number;
  readonly totalMs: number;
}

/**
 * The statements that took most time in all, as PostgreSQL counts them (pg_stat_statements). Undefined where it does
 * not: the extension has to be preloaded and created.
 */
export async function slowestQueries(db: Database, limit: number): Promise<SlowQuery[] | undefined> {
  const [counted] = await db.execute<{ is: boolean }>(
    sql`SELECT current_setting('shared_preload_libraries') LIKE '%pg_stat_statements%'
      AND EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_stat_statements') AS is`,
  );
  if (counted?.is !== true) return undefined;
  const rows = await db.execute<{ query: string; calls: number; mean: number; total: number }>(sql`
    SELECT left(query, 300) AS query, calls::int AS calls, mean_exec_time AS mean, total_exec_time AS total
    FROM pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    ORDER BY total_exec_time DESC LIMIT ${limit}`);
  return rows.map(({ query, calls, mean, total }) => ({ query, calls, meanMs: mean, totalMs: total }));
}

/** Statements of ours that have been at work for more than a second, the longest first. */
export async function runningLong(db: Database, limit: number) {
  const rows = await db.execute<{ query: string; seconds: number }>(sql`
    SELECT left(query, 300) AS query, extract(epoch FROM clock_timestamp() - query_start)::float8 AS seconds
    FROM pg_stat_activity
    WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()
      AND query_start < clock_timestamp() - interval '1 second'
    ORDER BY query_start LIMIT ${limit}`);
  return [...rows];
}
