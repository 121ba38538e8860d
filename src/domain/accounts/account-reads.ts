import { eq, sql } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import type { Queryable } from '../domain.ts';
import { accounts } from './account.table.ts';

/** The account that signs in with this address. @throws {UserError} `not-found` */
export async function requireAccount(db: Queryable, email: string): Promise<Id> {
  const [account] = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(sql`lower(${accounts.email})`, email.trim().toLowerCase()));
  if (account === undefined) throw new UserError('not-found', 'account_unknown', { email }, 'email');
  return account.id;
}
