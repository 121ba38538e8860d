import { randomUUID } from 'node:crypto';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres, { type Options, type Sql } from 'postgres';
import { LONG_START, patientSocket } from './socket.ts';
import { guardTransactions } from './transactions.ts';

/**
 * A query of few shapes that runs often ends in `.prepare(name).execute()`: PostgreSQL keeps it, once for each
 * connection, and it takes one round trip where another takes two.
 */
export type Database = PostgresJsDatabase;
/** An open transaction: what a use case passes on so that all of it commits or none. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

export interface DatabaseHandle {
  readonly db: Database;
  readonly sql: Sql;
  readonly url: string;
  /** Eight hexadecimal digits that end the `application_name` of every connection of this pool, and of no other's. */
  readonly session: string;
  close(): Promise<void>;
}

// Known to postgres.js but not to its types.
const untypedOptions = { socket: patientSocket };

/** Opens a pool of at most `max` connections. */
export function openDatabase(url: string, max: number): DatabaseHandle {
  const session = randomUUID().slice(0, 8);
  const sql = openClient(url, session, { max, idle_timeout: 30 });
  guardTransactions(sql);
  // Drizzle sets its own parsers on the client, so it has to come before the first query.
  const db = drizzle(sql);
  return { db, sql, url, session, close: () => sql.end({ timeout: 5 }) };
}

type ClientOptions = Pick<
  Options<Record<string, never>>,
  'max' | 'idle_timeout' | 'max_lifetime' | 'onclose'
>;

export function openClient(url: string, session: string, options: ClientOptions): Sql {
  return postgres(url, {
    ...options,
    onnotice: () => {},
    connection: { application_name: `distretto ${session}`, ...LONG_START },
    // Nobody awaits that query: a connection lost meanwhile would be an unhandled rejection. The price: raw SQL takes
    // and gives no arrays; JSON does as well.
    fetch_types: false,
    ...untypedOptions,
  });
}

/** A statement of a database, its SQL written at the first call and never again. */
export function preparedOnce<Db extends object, Statement>(
  prepare: (db: Db) => Statement,
): (db: Db) => Statement {
  const statements = new WeakMap<Db, Statement>();
  return (db) => {
    const known = statements.get(db);
    if (known !== undefined) return known;
    const statement = prepare(db);
    statements.set(db, statement);
    return statement;
  };
}
