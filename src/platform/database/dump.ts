import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ReservedSql, Sql, TransactionSql } from 'postgres';
import { z } from 'zod';

/** What a dump of the tables says of itself. */
export const dumpSchema = z.object({
  /** When the newest migration that made the tables was written. */
  migration: z.string(),
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
});

export type Dump = z.infer<typeof dumpSchema>;

type Queries = Sql | ReservedSql | TransactionSql;

/** Writes every table as it stands at one moment into a file of its own (`<table>.copy`, PostgreSQL's COPY text). */
export async function dumpTables(sql: Sql, folder: string): Promise<Dump> {
  // A COPY streams over a connection of its own, which must be the transaction's.
  const session = await sql.reserve();
  try {
    await session`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`;
    for (const table of await tables(session)) {
      const rows = await session`COPY ${session(table)} TO STDOUT`.readable();
      await pipeline(rows, createWriteStream(file(folder, table), { mode: 0o600 }));
    }
    const sequences = await session<Dump['sequences']>`
      SELECT sequencename AS name, last_value::text AS value FROM pg_sequences
      WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY sequencename`;
    const migration = await newestMigration(session);
    await session`COMMIT`;
    return { migration, sequences: [...sequences] };
  } finally {
    session.release();
  }
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
  const rows = await sql<{ name: string; refers: string[] }[]>`
    SELECT c.relname AS name, coalesce(array_agg(f.relname) FILTER (WHERE f.oid <> c.oid), '{}') AS refers
    FROM pg_class c
    LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f'
    LEFT JOIN pg_class f ON f.oid = k.confrelid
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
    GROUP BY c.relname ORDER BY c.relname`;
  const ordered: string[] = [];
  for (let rest = [...rows]; rest.length > 0; ) {
    const ready = rest.filter(({ refers }) => refers.every((name) => ordered.includes(name)));
    if (ready.length === 0) throw new Error('tables refer to each other in a circle');
    ordered.push(...ready.map(({ name }) => name));
    rest = rest.filter((one) => !ready.includes(one));
  }
  return ordered;
}

function file(folder: string, table: string): string {
  return join(folder, `${table}.copy`);
}
