import { eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Domain } from '../domain.ts';
import { type Actor, actors } from './actor.table.ts';

/** Where the version of the charter stands that whoever joins the group accepts. */
export async function sayCharter(
  tx: Transaction,
  domain: Domain,
  { id }: Pick<Actor, 'id'>,
  charter: string,
): Promise<void> {
  await tx.update(actors).set({ charter, updatedAt: domain.clock.now() }).where(eq(actors.id, id));
}
