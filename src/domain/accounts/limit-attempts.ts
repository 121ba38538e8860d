import { lt, sql } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import { hashToken } from '../../platform/secrets.ts';
import type { Domain } from '../domain.ts';
import { attempts } from './attempt.table.ts';

const WINDOW_MINUTES = 15;

/**
 * Counts one more attempt by `who` at `door`, over all processes of the node.
 * @throws {UserError} `too-many` past `limit` attempts in a quarter of an hour
 */
export async function limitAttempts(domain: Domain, door: string, who: string, limit: number): Promise<void> {
  const now = domain.clock.now();
  const resetsAt = new Date(now.getTime() + WINDOW_MINUTES * 60_000);
  await domain.db.delete(attempts).where(lt(attempts.resetsAt, now));
  const [row] = await domain.db
    .insert(attempts)
    .values({ key: hashToken(`${door}:${who}`), count: 1, resetsAt })
    .onConflictDoUpdate({ target: attempts.key, set: { count: sql`${attempts.count} + 1` } })
    .returning({ count: attempts.count });
  if (row !== undefined && row.count > limit) {
    throw new UserError('too-many', 'too_many_attempts', { minutes: WINDOW_MINUTES });
  }
}
