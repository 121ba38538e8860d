import { eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import type { Domain } from '../domain.ts';
import { accounts, representatives, sessions } from './account.table.ts';

/** Whoever left the district does not sign in any more, and nobody acts for what is gone. */
export async function closeAccountOf(tx: Transaction, domain: Domain, memberId: Id): Promise<void> {
  await tx.delete(representatives).where(eq(representatives.actorId, memberId));
  const [account] = await tx
    .update(accounts)
    .set({ disabledAt: domain.clock.now() })
    .where(eq(accounts.personId, memberId))
    .returning({ id: accounts.id });
  if (account !== undefined) await tx.delete(sessions).where(eq(sessions.accountId, account.id));
}
