import type { KvKey, KvStore, KvStoreListEntry, KvStoreSetOptions } from '@fedify/fedify';
import type { Sql } from 'postgres';

/**
 * Fedify's key–value store on our table `document_cache`. Each write renews the age of its key, none looks for what
 * has expired, and the table is like any other: made by migrations, logged.
 */
export class DocumentCache implements KvStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async get<T = unknown>(key: KvKey): Promise<T | undefined> {
    const [row] = await this.#sql<{ value: T }[]>`
      SELECT value FROM document_cache
      WHERE key = ${this.#array(key)} AND (ttl IS NULL OR created + ttl > CURRENT_TIMESTAMP)`;
    return row?.value;
  }

  async set(key: KvKey, value: unknown, options?: KvStoreSetOptions): Promise<void> {
    await this.#sql`
      INSERT INTO document_cache (key, value, ttl) VALUES (
        ${this.#array(key)},
        ${JSON.stringify(value)}::text::jsonb,
        ${options?.ttl?.toString() ?? null}::text::interval
      )
      ON CONFLICT (key) DO UPDATE
      SET value = excluded.value, ttl = excluded.ttl, created = excluded.created`;
  }

  async delete(key: KvKey): Promise<void> {
    await this.#sql`DELETE FROM document_cache WHERE key = ${this.#array(key)}`;
  }

  async *list(prefix: readonly string[] = []): AsyncIterable<KvStoreListEntry> {
    const rows = this.#sql<{ key: [string, ...string[]]; value: unknown }[]>`
      SELECT to_jsonb(key) AS key, value FROM document_cache
      WHERE key[1:${prefix.length}::int] = ${this.#array(prefix)}
        AND (ttl IS NULL OR created + ttl > CURRENT_TIMESTAMP)
      ORDER BY document_cache.key`;
    for await (const batch of rows.cursor(100)) yield* batch;
  }

  /** Removes what has expired. */
  async sweep(): Promise<void> {
    await this.#sql`DELETE FROM document_cache WHERE created + ttl < CURRENT_TIMESTAMP`;
  }

  /** The client knows no arrays: they go as JSON. */
  #array(key: readonly string[]) {
    return this.#sql`ARRAY(SELECT jsonb_array_elements_text(${JSON.stringify(key)}::text::jsonb))`;
  }
}
