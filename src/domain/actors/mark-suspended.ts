import { eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import { actors } from './actor.table.ts';

/** What is theirs is shown nowhere from then on; with null it is again. */
export async function markSuspended(tx: Transaction, actorId: Id, suspendedAt: Date | null): Promise<void> {
  await tx.update(actors).set({ suspendedAt }).where(eq(actors.id, actorId));
}
