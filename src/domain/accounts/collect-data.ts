import { sql } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import type { Domain } from '../domain.ts';

/** Rows of one table, each the text of a JSON object. */
export interface DataTable {
  readonly name: string;
  readonly rows: readonly string[];
}

const MAX_ROWS = 100_000;
/** What opens something, and what is of no use outside of the node. */
const WITHHELD = /hash|secret|token|private|sealed|search|^contents$/;
const TABLES_WITHHELD = new Set(['account_keys', 'passkey_challenges', 'recovery_codes', 'second_steps']);

/**
 * All that the node keeps of somebody and of those they act for: every row that points at one of them, or at one of
 * their posts, whatever table it is in. The database is asked which tables do, so that no feature can be forgotten.
 */
export async function collectData(
  domain: Domain,
  accountId: Id,
  actorIds: readonly Id[],
): Promise<DataTable[]> {
  const { db } = domain;
  const references = await db.execute<{ table: string; column: string; target: string }>(sql`
    SELECT con.conrelid::regclass::text AS "table", att.attname AS "column", con.confrelid::regclass::text AS target
    FROM pg_constraint con
    JOIN pg_attribute att ON att.attrelid = con.conrelid AND att.attnum = con.conkey[1]
    WHERE con.contype = 'f' AND cardinality(con.conkey) = 1
      AND con.confrelid::regclass::text IN ('actors', 'accounts', 'posts', 'proposals', 'agreements')
    ORDER BY 1, 2`);
  const actors = JSON.stringify(actorIds);
  const own = sql`(SELECT jsonb_array_elements_text(${actors}::jsonb)::bigint)`;
  const posts = sql`(SELECT id FROM posts WHERE actor_id IN ${own})`;
  const agreements = sql`(SELECT id FROM agreements WHERE owner_id IN ${own} OR responder_id IN ${own})`;
  const targets = new Map([
    ['actors', own],
    ['accounts', sql`(SELECT ${accountId}::bigint)`],
    ['posts', posts],
    ['proposals', posts],
    ['agreements', agreements],
  ]);
  const conditions = new Map([
    ['actors', [sql`id IN ${own}`]],
    ['accounts', [sql`id = ${accountId}::bigint`]],
    ['domain_events', [sql`caller = ${`account:${accountId}`}`, sql`actor_id IN ${own}`]],
  ]);
  for (const { table, column, target } of references) {
    const ids = targets.get(target);
    if (ids === undefined || TABLES_WITHHELD.has(table)) continue;
    const condition = sql`${sql.identifier(column)} IN ${ids}`;
    conditions.set(table, [...(conditions.get(table) ?? []), condition]);
  }
  const withheld = await withheldColumns(domain);
  const tables: DataTable[] = [];
  for (const [name, anyOf] of conditions) {
    const columns = JSON.stringify(withheld.get(name) ?? []);
    const rows = await db.execute<{ row: string }>(sql`
      SELECT (to_jsonb(t) - ARRAY(SELECT jsonb_array_elements_text(${columns}::jsonb)))::text AS row
      FROM ${sql.identifier(name)} t WHERE ${sql.join(anyOf, sql` OR `)} LIMIT ${MAX_ROWS}`);
    if (rows.length > 0) tables.push({ name, rows: rows.map(({ row }) => row) });
  }
  return tables;
}

/** The names of pictures of these actors' posts, in the media store. */
export async function collectMedia(domain: Domain, actorIds: readonly Id[]): Promise<string[]> {
  const rows = await domain.db.execute<{ media: string }>(sql`
    SELECT DISTINCT i.media FROM post_images i JOIN posts p ON p.id = i.post_id
    WHERE i.media IS NOT NULL
      AND p.actor_id IN (SELECT jsonb_array_elements_text(${JSON.stringify(actorIds)}::jsonb)::bigint)`);
  return rows.map(({ media }) => media);
}

async function withheldColumns(domain: Domain): Promise<Map<string, string[]>> {
  const rows = await domain.db.execute<{ table: string; column: string; type: string }>(sql`
    SELECT table_name AS "table", column_name AS "column", data_type AS type
    FROM information_schema.columns WHERE table_schema = 'public'`);
  const withheld = new Map<string, string[]>();
  for (const { table, column, type } of rows) {
    if (type !== 'bytea' && !WITHHELD.test(column)) continue;
    withheld.set(table, [...(withheld.get(table) ?? []), column]);
  }
  return withheld;
}
