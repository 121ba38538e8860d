import { isNull, ne, type SQL } from 'drizzle-orm';
import type { Queryable } from '../domain.ts';
import { node } from './node.table.ts';

/** Whether only listed hosts are heard. False where it was so already. */
export function keepAllowListOnly(db: Queryable, only: boolean): Promise<boolean> {
  return keep(db, { allowListOnly: only }, ne(node.allowListOnly, only));
}

/** The first-run assistant was finished or put away. */
export function keepWelcomed(db: Queryable, at: Date): Promise<boolean> {
  return keep(db, { welcomedAt: at }, isNull(node.welcomedAt));
}

export async function keepBackedUp(db: Queryable, at: Date): Promise<void> {
  await keep(db, { backedUpAt: at });
}

async function keep(db: Queryable, facts: Partial<typeof node.$inferInsert>, where?: SQL): Promise<boolean> {
  const rows = await db.update(node).set(facts).where(where).returning({ one: node.one });
  return rows.length > 0;
}
