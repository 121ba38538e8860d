import { sql } from 'drizzle-orm';
import type { Domain } from '../domain.ts';

/** A picture that nothing shows is kept so long: somebody may still be writing what it belongs to. */
const GRACE_MS = 24 * 60 * 60_000;
const BATCH = 500;

/**
 * Removes pictures that nothing shows any more: of what was withdrawn, of people who left, of forms never sent. A table
 * that shows pictures names them in a column `media` or `preview`; the database is asked which tables do.
 */
export async function sweepMedia(domain: Domain): Promise<number> {
  const columns = await domain.db.execute<{ table: string; column: string }>(sql`
    SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type = 'text' AND column_name IN ('media', 'preview')`);
  const before = new Date(domain.clock.now().getTime() - GRACE_MS);
  let removed = 0;
  let batch: string[] = [];
  const sweep = async () => {
    const names = sql`(SELECT jsonb_array_elements_text(${JSON.stringify(batch)}::jsonb))`;
    const shown = columns.map(
      ({ table, column }) =>
        sql`SELECT ${sql.identifier(column)} AS name FROM ${sql.identifier(table)} WHERE ${sql.identifier(column)} IN ${names}`,
    );
    const rows = await domain.db.execute<{ name: string }>(sql.join(shown, sql` UNION `));
    const kept = new Set(rows.map(({ name }) => name));
    for (const name of batch.filter((one) => !kept.has(one))) {
      await domain.media.remove(name);
      removed += 1;
    }
    batch = [];
  };
  for await (const name of domain.media.writtenBefore(before)) {
    batch.push(name);
    if (batch.length === BATCH) await sweep();
  }
  if (batch.length > 0) await sweep();
  return removed;
}
