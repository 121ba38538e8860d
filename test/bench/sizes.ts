import type { DatabaseHandle } from '../../src/platform/database/database.ts';

/** Prints the largest tables: rows, and bytes a row of the table (with what is stored apart) and of its indexes. */
export async function printSizes({ sql }: DatabaseHandle): Promise<void> {
  const tables = await sql<{ name: string; rows: number; table: number; indexes: number }[]>`
    SELECT relname AS name, reltuples::int AS rows, round(pg_table_size(oid) / reltuples)::int AS table,
      round(pg_indexes_size(oid) / reltuples)::int AS indexes
    FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples >= 1000
    ORDER BY pg_total_relation_size(oid) DESC LIMIT 12`;
  console.log('\nbytes a row');
  console.table(tables);
}
