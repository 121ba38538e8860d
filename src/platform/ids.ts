import type { Sql } from 'postgres';
import type { Clock } from './clock.ts';

/** A 64-bit number in decimal digits: time-ordered, unique on the node, never reused. */
export type Id = string;

export type IdGenerator = () => Id;

const EPOCH_MS = Date.UTC(2020, 0, 1);
const COUNTER_BITS = 12n;
const PROCESS_BITS = 10n;
const COUNTERS = 1 << Number(COUNTER_BITS);

/**
 * Makes ids of 41 bits of milliseconds since 2020, 10 bits of process number and 12 bits of counter.
 * The process number comes from a database sequence: processes that share a database never make the same id.
 */
export async function createIdGenerator(sql: Sql, clock: Clock): Promise<IdGenerator> {
  const [row] = await sql<{ number: string }[]>`SELECT nextval('process_numbers') AS number`;
  return idGenerator(Number(BigInt(row?.number ?? 0) % (1n << PROCESS_BITS)), clock);
}

export function idGenerator(processNumber: number, clock: Clock): IdGenerator {
  let lastMs = 0;
  let counter = 0;
  return () => {
    // A clock set back, or more ids than one millisecond holds: borrow from the next millisecond.
    const ms = Math.max(clock.now().getTime() - EPOCH_MS, lastMs);
    counter = ms === lastMs ? counter + 1 : 0;
    lastMs = ms;
    if (counter === COUNTERS) {
      lastMs += 1;
      counter = 0;
    }
    return String(
      (BigInt(lastMs) << (COUNTER_BITS + PROCESS_BITS)) |
        (BigInt(processNumber) << COUNTER_BITS) |
        BigInt(counter),
    );
  };
}

/** Ids made after this moment are greater. */
export function idAt(at: Date): Id {
  const ms = Math.max(at.getTime() - EPOCH_MS, 0);
  return String(BigInt(ms) << (COUNTER_BITS + PROCESS_BITS));
}

/** True for what {@link IdGenerator} can have made. */
export function isId(text: string): boolean {
  return /^[1-9]\d{0,18}$/.test(text) && BigInt(text) < 1n << 63n;
}
