import { setTimeout as pause } from 'node:timers/promises';
import type { Sql, TransactionSql } from 'postgres';
import { isDatabaseLost } from './socket.ts';

type Work = (tx: TransactionSql) => unknown;

/** Whether the transaction has ended, for whatever reason. */
interface State {
  over: boolean;
}

/** What tells us of a lost connection can arrive a little before its end does. */
const LAST_WORDS_MS = 50;

/**
 * Lets nothing be asked in the name of a transaction that has ended.
 *
 * When its connection is lost, postgres.js rejects a transaction at once, but its function runs on: what that still
 * asks would be written to no socket, which is an uncaught exception, or to the connection's next socket, outside of
 * any transaction or inside somebody else's. So such a function stops where it is, and never comes back.
 */
export function guardTransactions(sql: Sql): void {
  const begin = sql.begin.bind(sql) as (options: string, work: Work) => Promise<unknown>;
  const guardedBegin = (first: string | Work, second?: Work): Promise<unknown> => {
    const [options, work] = typeof first === 'string' ? [first, second] : ['', first];
    if (work === undefined) throw new TypeError('a transaction without a function');
    const state: State = { over: false };
    const end = () => {
      state.over = true;
    };
    const result = begin(options, (tx) => whileOpen(state, tx, work));
    result.then(end, end);
    return result;
  };
  Object.assign(sql, { begin: guardedBegin });
}

async function whileOpen(state: State, tx: TransactionSql, work: Work): Promise<unknown> {
  const never = new Promise<never>(() => {});
  try {
    const result = await work(guard(state, tx));
    return state.over ? never : result;
  } catch (error) {
    if (isDatabaseLost(error)) await pause(LAST_WORDS_MS);
    if (state.over) return never;
    throw error;
  }
}

function guard(state: State, tx: TransactionSql): TransactionSql {
  const requireOpen = () => {
    if (state.over) throw new Error('the transaction has ended');
  };
  return new Proxy(tx, {
    apply(target, self, args) {
      requireOpen();
      return Reflect.apply(target, self, args);
    },
    get(target, key) {
      requireOpen();
      if (key !== 'savepoint') return Reflect.get(target, key);
      return (first: string | Work, second?: Work) => {
        const [name, work] = typeof first === 'string' ? [first, second] : [undefined, first];
        if (work === undefined) throw new TypeError('a savepoint without a function');
        const guarded = (inner: TransactionSql) => whileOpen(state, inner, work);
        return name === undefined ? target.savepoint(guarded) : target.savepoint(name, guarded);
      };
    },
  });
}
