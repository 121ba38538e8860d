import { eq, lt } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Domain } from '../domain.ts';
import { tombstones } from './tombstone.table.ts';

/** Longer than any sender keeps trying. */
const KEPT_DAYS = 60;

/** Whether it was taken back, and no later version of it (by its author's clock) has come since. */
export async function isForgotten(tx: Transaction, uri: string, version?: Date | null): Promise<boolean> {
  const found = tx.select({ at: tombstones.createdAt }).from(tombstones).where(eq(tombstones.uri, uri));
  const [tombstone] = await found.prepare('is_forgotten').execute();
  return tombstone !== undefined && (version == null || version <= tombstone.at);
}

/** `at`: when, as far as that is known; never later than now. */
export async function remember(tx: Transaction, domain: Domain, uri: string, at?: Date): Promise<void> {
  const now = domain.clock.now();
  const createdAt = at !== undefined && at < now ? at : now;
  await tx.insert(tombstones).values({ uri, createdAt }).onConflictDoNothing();
}

export async function sweepTombstones(domain: Domain): Promise<void> {
  const limit = new Date(domain.clock.now().getTime() - KEPT_DAYS * 86_400_000);
  await domain.db.delete(tombstones).where(lt(tombstones.createdAt, limit));
}
