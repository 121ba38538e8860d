import { and, eq, isNull, ne } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Caller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { endMembership } from '../members/end-membership.ts';
import { accounts } from './account.table.ts';

/**
 * Ends somebody's own account with their membership: what they published in their own name is withdrawn, their public
 * face becomes a tombstone. Can be repeated where it was cut off. The caller has shown the password.
 * @throws {UserError} `conflict` for the only coordinator
 */
export async function deleteAccount(
  domain: Domain,
  caller: Extract<Caller, { kind: 'account' }>,
): Promise<void> {
  const [account] = await domain.db.select().from(accounts).where(eq(accounts.id, caller.accountId));
  if (account === undefined) return;
  if (account.role === 'coordinator') await requireOtherCoordinator(domain, account.id);
  await endMembership(domain, caller, account.personId, { by: 'member' });
}

async function requireOtherCoordinator(domain: Domain, accountId: string): Promise<void> {
  const others = await domain.db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.role, 'coordinator'), isNull(accounts.disabledAt), ne(accounts.id, accountId)))
    .limit(1);
  if (others.length === 0) throw new UserError('conflict', 'last_coordinator');
}
