import { and, eq, gt, lt } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import { hashToken, newToken } from '../../platform/secrets.ts';
import type { Domain, Queryable } from '../domain.ts';
import { accountKeys } from './account.table.ts';

export type AccountKey = typeof accountKeys.$inferSelect;
type Purpose = AccountKey['purpose'];

/** Makes a key for one purpose; those that the account had for it before open nothing any more. */
export async function makeKey(
  tx: Transaction,
  domain: Domain,
  accountId: Id,
  purpose: Purpose,
  minutes: number,
  email?: string,
): Promise<string> {
  const token = newToken();
  const now = domain.clock.now();
  await tx.delete(accountKeys).where(lt(accountKeys.expiresAt, now));
  // Somebody who signs in on two devices at once has two keys.
  if (purpose !== 'sign-in') await dropKeys(tx, accountId, purpose);
  const expiresAt = new Date(now.getTime() + minutes * 60_000);
  await tx.insert(accountKeys).values({ tokenHash: hashToken(token), accountId, purpose, email, expiresAt });
  return token;
}

/** What a key opens, while it does. */
export async function findKey(
  db: Queryable,
  domain: Domain,
  purpose: Purpose,
  token: string,
): Promise<AccountKey | undefined> {
  const [key] = await db
    .select()
    .from(accountKeys)
    .where(opens(domain, purpose, token));
  return key;
}

/** The same, and it opens nothing any more. */
export async function useKey(
  tx: Transaction,
  domain: Domain,
  purpose: Purpose,
  token: string,
): Promise<AccountKey | undefined> {
  const [key] = await tx
    .delete(accountKeys)
    .where(opens(domain, purpose, token))
    .returning();
  return key;
}

export async function dropKeys(tx: Transaction, accountId: Id, purpose?: Purpose): Promise<void> {
  await tx
    .delete(accountKeys)
    .where(and(eq(accountKeys.accountId, accountId), purpose && eq(accountKeys.purpose, purpose)));
}

function opens(domain: Domain, purpose: Purpose, token: string) {
  return and(
    eq(accountKeys.tokenHash, hashToken(token)),
    eq(accountKeys.purpose, purpose),
    gt(accountKeys.expiresAt, domain.clock.now()),
  );
}
