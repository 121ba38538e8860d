import { createHash } from 'node:crypto';

const DAY_MS = 24 * 60 * 60_000;
/** From midnight (UTC) on: while Italy sleeps. */
const NIGHT_MS = 5 * 60 * 60_000;

/** When the group with this address has its turn next: each night at the same time, which its address decides. */
export function nextTurn(uri: string, now: Date): Date {
  const share = createHash('sha256').update(uri).digest().readUInt32BE() / 2 ** 32;
  const midnight = now.getTime() - (now.getTime() % DAY_MS);
  const tonight = midnight + Math.floor(share * NIGHT_MS);
  return new Date(tonight > now.getTime() ? tonight : tonight + DAY_MS);
}
