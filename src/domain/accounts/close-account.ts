import { eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import { newToken } from '../../platform/secrets.ts';
import { forgetAlerts } from '../alerts/saved-searches.ts';
import type { Domain } from '../domain.ts';
import { forgetLetters } from '../letters/settle-letter.ts';
import { accountExports, accounts, passkeyChallenges, passkeys, representatives } from './account.table.ts';
import { dropKeys } from './account-keys.ts';
import { forgetSecondStep } from './second-step.ts';
import { closeSessions } from './sessions.ts';

/**
 * Whoever left the district does not sign in any more, and nobody acts for what is gone. Nothing is kept that would
 * tell who it was; what happened names the account by its number, so an empty row stays.
 */
export async function closeAccountOf(tx: Transaction, domain: Domain, memberId: Id): Promise<void> {
  await tx.delete(representatives).where(eq(representatives.actorId, memberId));
  const [account] = await tx.select().from(accounts).where(eq(accounts.personId, memberId)).for('update');
  if (account === undefined) return;
  const { id, email } = account;
  await closeSessions(tx, id);
  await dropKeys(tx, id);
  // Their files go with the next sweep; nobody can ask for them any more.
  await tx
    .update(accountExports)
    .set({ askedAt: new Date(0), readyAt: null })
    .where(eq(accountExports.accountId, id));
  await forgetSecondStep(tx, id);
  await tx.delete(passkeyChallenges).where(eq(passkeyChallenges.accountId, id));
  await tx.delete(passkeys).where(eq(passkeys.accountId, id));
  await tx.delete(representatives).where(eq(representatives.accountId, id));
  await forgetAlerts(tx, id);
  await forgetLetters(tx, email);
  await tx
    .update(accounts)
    .set({
      email: `${id}@closed.invalid`,
      passwordHash: `closed ${newToken()}`,
      emailConfirmedAt: null,
      disabledAt: domain.clock.now(),
    })
    .where(eq(accounts.id, id));
}
