import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/postgres-js';
import type { Logger } from 'pino';
import type { ParameterOrJSON, Sql } from 'postgres';
import type { Clock } from '../clock.ts';
import { type Database, type DatabaseHandle, openDatabase } from './database.ts';
import { isDatabaseLost } from './socket.ts';

/** As far behind as the replica may be. */
const MAX_LAG_MS = 5_000;
const LOOK_EVERY_MS = 1_000;
const LOOK_WITHIN_MS = 2_000;

/** A streaming replica beside the primary. */
export interface Replica {
  /** The primary, except where {@link allow} says otherwise. */
  readonly db: Database;
  /**
   * Whether the replica may answer what `work`, and what it begins, asks of `db` outside of transactions. While it is
   * behind, where it cannot answer or finds nothing, the primary does: what was made a moment ago is there for everyone.
   */
  allow(allowed: boolean, work: () => void): void;
  /** Looks how far behind it is, and so whether to ask it. */
  look(): Promise<void>;
  /** Looks every second. */
  watch(): void;
  close(): Promise<void>;
}

type Rows = readonly unknown[];

interface Options {
  readonly pool: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function openReplica(primary: DatabaseHandle, url: string, { pool, clock, logger }: Options): Replica {
  const standby = openDatabase(url, pool);
  const reading = new AsyncLocalStorage<boolean>();
  const closing = new AbortController();
  /** Where the primary's log ended, and when: as far back as the replica may be. */
  let ends: { readonly at: number; readonly lsn: number }[] = [];
  let state: 'unknown' | 'followed' | 'left' = 'unknown';
  /** Those who wait for an answer of the replica: what ends their wait. */
  const waiting = new Set<() => void>();

  const leave = (reason: object) => {
    if (state !== 'left') logger.warn(reason, 'the replica is not asked: the primary answers for it');
    state = 'left';
    for (const giveUp of waiting) giveUp();
  };

  const follow = () => {
    if (state === 'followed') return;
    logger.info('the replica answers what anyone may read');
    state = 'followed';
  };

  const look = async () => {
    try {
      const [lsn = 0] = await within(position(primary.sql, 'pg_current_wal_lsn()'));
      const at = clock.now().getTime();
      ends = [...ends.filter((end) => end.at >= at - MAX_LAG_MS), { at, lsn }];
      const [replayed] = await within(position(standby.sql, 'pg_last_wal_replay_lsn()'));
      if (replayed === undefined) leave({ reason: 'it is not a replica' });
      else if (ends.some((end) => end.lsn <= replayed)) follow();
      // A first look cannot tell a moment from an hour.
      else if (state !== 'unknown' || ends.length > 1)
        leave({ reason: 'it is behind', bytes: lsn - replayed });
    } catch (err) {
      leave({ err });
    }
  };

  const fromStandby = async (ask: () => Promise<Rows>): Promise<Rows | undefined> => {
    const { promise: over, resolve: giveUp } = Promise.withResolvers<undefined>();
    const stop = () => giveUp(undefined);
    waiting.add(stop);
    try {
      const rows = await Promise.race([ask(), over]);
      return rows?.length === 0 ? undefined : rows;
    } catch (err) {
      if (isDatabaseLost(err)) leave({ err });
      return undefined;
    } finally {
      waiting.delete(stop);
    }
  };

  /** As postgres.js answers: rows as objects, or with `values()`, called at once, as arrays. */
  const unsafe = (...[query, parameters, options]: Parameters<Sql['unsafe']>) => {
    if (state !== 'followed' || reading.getStore() !== true || !/^\s*(?:select|with)\b/i.test(query)) {
      return primary.sql.unsafe(query, parameters, options);
    }
    let asArrays = false;
    const ask = async (sql: Sql): Promise<Rows> => {
      const pending = sql.unsafe(query, parameters as ParameterOrJSON<never>[], options);
      return asArrays ? pending.values() : pending;
    };
    const answer = Promise.resolve().then(
      async () => (await fromStandby(() => ask(standby.sql))) ?? ask(primary.sql),
    );
    return Object.assign(answer, {
      values: () => {
        asArrays = true;
        return answer;
      },
    });
  };

  const routed = new Proxy(primary.sql, {
    get: (target, key) => (key === 'unsafe' ? unsafe : Reflect.get(target, key)),
  });

  let watching = Promise.resolve();
  const watch = async () => {
    while (!closing.signal.aborted) {
      await look();
      await pause(LOOK_EVERY_MS, undefined, { signal: closing.signal }).catch(() => {});
    }
  };

  return {
    db: drizzle(routed),
    allow: (allowed, work) => reading.run(allowed, work),
    look,
    watch: () => {
      watching = watch();
    },
    close: async () => {
      closing.abort();
      await watching;
      await standby.close();
    },
  };
}

/** A place in the log, in bytes. Nothing where the server is not what it is asked as: a primary, a replica. */
async function position(
  sql: Sql,
  where: 'pg_current_wal_lsn()' | 'pg_last_wal_replay_lsn()',
): Promise<number[]> {
  const rows = await sql.unsafe<{ lsn: number }[]>(
    `SELECT (${where} - '0/0')::float8 AS lsn WHERE pg_is_in_recovery() = ${where.includes('replay')}`,
  );
  return rows.map(({ lsn }) => lsn);
}

async function within<T>(answer: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = pause(LOOK_WITHIN_MS, undefined, { signal: over.signal, ref: false }).then(() => {
    throw new Error(`no answer within ${LOOK_WITHIN_MS} ms`);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    over.abort();
    late.catch(() => {});
  }
}
