import type { KvKey, KvStore, KvStoreListEntry, KvStoreSetOptions } from '@fedify/fedify';
import { PostgresKvStore } from '@fedify/postgres';
import type { Sql } from 'postgres';

/** Fedify's key–value store on our table `document_cache`: each write renews the age of its key, and none looks for what has expired. */
export class DocumentCache extends PostgresKvStore implements KvStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    super(sql, { tableName: 'document_cache', initialized: true });
    this.#sql = sql;
  }

  override async set(key: KvKey, value: unknown, options?: KvStoreSetOptions): Promise<void> {
    await this.#sql`
      INSERT INTO document_cache (key, value, ttl)
      VALUES (${[...key]}, ${JSON.stringify(value)}::text::jsonb, ${options?.ttl?.toString() ?? null}::text::interval)
      ON CONFLICT (key) DO UPDATE
      SET value = excluded.value, ttl = excluded.ttl, created = excluded.created`;
  }

  override async delete(key: KvKey): Promise<void> {
    await this.#sql`DELETE FROM document_cache WHERE key = ${[...key]}`;
  }

  async *list(prefix: readonly string[] = []): AsyncIterable<KvStoreListEntry> {
    const rows = this.#sql<{ key: [string, ...string[]]; value: unknown }[]>`
      SELECT key, value FROM document_cache
      WHERE key[1:${prefix.length}::int] = ${[...prefix]}::text[]
        AND (ttl IS NULL OR created + ttl > CURRENT_TIMESTAMP)
      ORDER BY key`;
    for await (const batch of rows.cursor(100)) yield* batch;
  }

  /** Removes what has expired. */
  async sweep(): Promise<void> {
    await this.#sql`DELETE FROM document_cache WHERE created + ttl < CURRENT_TIMESTAMP`;
  }
}
