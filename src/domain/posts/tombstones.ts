import { eq, lt } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Domain } from '../domain.ts';
import { tombstones } from './tombstone.table.ts';

/** Longer than any sender keeps trying. */
const KEPT_DAYS = 60;

export async function isForgotten(tx: Transaction, uri: string): Promise<boolean> {
  const found = tx.select({ uri: tombstones.uri }).from(tombstones).where(eq(tombstones.uri, uri));
  return (await found.prepare('is_forgotten').execute()).length > 0;
}

export async function remember(tx: Transaction, domain: Domain, uri: string): Promise<void> {
  await tx.insert(tombstones).values({ uri, createdAt: domain.clock.now() }).onConflictDoNothing();
}

export async function sweepTombstones(domain: Domain): Promise<void> {
  const limit = new Date(domain.clock.now().getTime() - KEPT_DAYS * 86_400_000);
  await domain.db.delete(tombstones).where(lt(tombstones.createdAt, limit));
}
