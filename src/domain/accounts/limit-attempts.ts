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
  await domain.db.delete(attempts).where(lt(attempts.resetsAt, domain.clock.now()));
  const { count } = await countAttempt(domain, door, who, WINDOW_MINUTES);
  if (count > limit) throw new UserError('too-many', 'too_many_attempts', { minutes: WINDOW_MINUTES });
}

/** Counts one more attempt in a window that begins with the first: one statement, whoever else counts. */
export async function countAttempt(
  domain: Domain,
  door: string,
  who: string,
  minutes: number,
): Promise<{ count: number; resetsAt: Date }> {
  const now = domain.clock.now();
  const resetsAt = new Date(now.getTime() + minutes * 60_000);
  const isOver = sql`${attempts.resetsAt} < ${sql.param(now, attempts.resetsAt)}`;
  const [row] = await domain.db
    .insert(attempts)
    .values({ key: hashToken(`${door}:${who}`), count: 1, resetsAt })
    .onConflictDoUpdate({
      target: attempts.key,
      set: {
        count: sql`CASE WHEN ${isOver} THEN 1 ELSE ${attempts.count} + 1 END`,
        resetsAt: sql`CASE WHEN ${isOver} THEN excluded.resets_at ELSE ${attempts.resetsAt} END`,
      },
    })
    .returning({ count: attempts.count, resetsAt: attempts.resetsAt });
  if (row === undefined) throw new Error('an attempt was not counted');
  return row;
}
