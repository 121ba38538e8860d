import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Sql, TransactionSql } from 'postgres';
import { z } from 'zod';

/** What a dump of the tables says of itself. */
export const dumpSchema = z.object({
  /** When the newest migration that made the tables was written. */
  migration: z.string(),
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
});

export type Dump = z.infer<typeof dumpSchema>;

type Queries = Sql | TransactionSql;

/** Writes every table as it stands at one moment into a file of its own (`<table>.copy`, PostgreSQL's COPY text). */
export async function dumpTables(sql: Sql, folder: string): Promise<Dump> {
  return sql.begin('ISOLATION LEVEL REPEATABLE READ READ ONLY', async (tx) => {
    for (const table of await tables(tx)) {
      const rows = await tx`COPY ${tx(table)} TO STDOUT`.readable();
      await pipeline(rows, createWriteStream(file(folder, table), { mode: 0o600 }));
    }
    const sequences = await tx<Dump['sequences']>`
      SELECT sequencename AS name, last_value::text AS value FROM pg_sequences
      WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY sequencename`;
    return { migration: await newestMigration(tx), sequences: [...sequences] };
  });
}

/** Reads back what {@link dumpTables} wrote, into empty tables of the same migrations, in the caller's transaction. */
export async function loadTables(tx: TransactionSql, folder: string, { sequences }: Dump): Promise<void> {
  for (const table of await tables(tx)) {
    await pipeline(createReadStream(file(folder, table)), await tx`COPY ${tx(table)} FROM STDIN`.writable());
  }
  for (const { name, value } of sequences) {
    await tx`SELECT setval(${`public."${name}"`}::regclass, ${value}::bigint)`;
  }
}

export async function isEmpty(sql: Queries): Promise<boolean> {
  for (const table of await tables(sql)) {
    if ((await sql`SELECT FROM ${sql(table)} LIMIT 1`).length > 0) return false;
  }
  return true;
}

/** When the newest migration of this database was written, in milliseconds. */
export async function newestMigration(sql: Queries): Promise<string> {
  const [row] = await sql<{ at: string | null }[]>`
    SELECT max(created_at)::text AS at FROM drizzle.__drizzle_migrations`;
  return row?.at ?? '';
}

/** Every table of ours, those first that others refer to. */
async function tables(sql: Queries): Promise<string[]> {
  const found = await sql<{ name: string }[]>`
    SELECT relname AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname`;
  const references = await sql<{ from: string; to: string }[]>`
    SELECT f.relname AS from, t.relname AS to FROM pg_constraint k
    JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
    WHERE k.contype = 'f' AND f.oid <> t.oid AND k.connamespace = 'public'::regnamespace`;
  const ordered = new Set<string>();
  for (let rest = found.map(({ name }) => name); rest.length > 0; ) {
    const ready = rest.filter((name) => references.every(({ from, to }) => from !== name || ordered.has(to)));
    if (ready.length === 0) throw new Error('tables refer to each other in a circle');
    for (const name of ready) ordered.add(name);
    rest = rest.filter((name) => !ordered.has(name));
  }
  return [...ordered];
}

function file(folder: string, table: string): string {
  return join(folder, `${table}.copy`);
}
