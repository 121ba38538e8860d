import { eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Domain } from '../domain.ts';
import { type Actor, actors } from './actor.table.ts';

/** Where the group publishes its flows; null where it does not. */
export async function sayFlows(
  tx: Transaction,
  domain: Domain,
  { id }: Pick<Actor, 'id'>,
  flows: string | null,
): Promise<void> {
  await tx.update(actors).set({ flows, updatedAt: domain.clock.now() }).where(eq(actors.id, id));
}
