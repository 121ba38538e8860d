const MINUTE_MS = 60_000;
const LONGEST_PAUSE_MS = 30 * MINUTE_MS;
const LONGEST_ASKED_MS = 24 * 60 * MINUTE_MS;
const JITTER = 0.2;

/**
 * When to try again after the n-th failure in a row: 1, 2, 4, 8, 16, 30, 30… minutes.
 * A later `asked` time (Retry-After) wins, up to a day. `random` is in [0, 1).
 */
export function nextAttempt(now: Date, failures: number, asked?: Date, random = Math.random()): Date {
  const pause = Math.min(MINUTE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
  // Jitter only lengthens: a pause is a promise to the other side.
  const own = pause * (1 + JITTER * random);
  // An Invalid Date asks for nothing.
  const theirs = Math.min(asked ? asked.getTime() - now.getTime() || 0 : 0, LONGEST_ASKED_MS);
  return new Date(now.getTime() + Math.max(own, theirs));
}
