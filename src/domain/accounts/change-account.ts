import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { hashPassword, verifyPassword } from '../../platform/secrets.ts';
import type { Caller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { writeLetters } from '../letters/write-letters.ts';
import { accounts } from './account.table.ts';
import { emailChangeInput, passwordChangeInput } from './account.ts';
import { dropKeys } from './account-keys.ts';
import { askToConfirm, requireFreeEmail } from './confirm-email.ts';
import { limitAttempts } from './limit-attempts.ts';
import { closeSessions } from './sessions.ts';

type AccountCaller = Extract<Caller, { kind: 'account' }>;

const GUESSES = 10;

/** The account of whoever asks, who shows that it is theirs. @throws {UserError} `forbidden`, `too-many` */
export async function requirePassword(domain: Domain, { accountId }: AccountCaller, password: string) {
  await limitAttempts(domain, 'password-of', accountId, GUESSES);
  const [account] = await domain.db.select().from(accounts).where(eq(accounts.id, accountId));
  if (account === undefined || !(await verifyPassword(password, account.passwordHash))) {
    throw new UserError('forbidden', 'password_wrong', {}, 'current');
  }
  return account;
}

/**
 * Another password; the sessions elsewhere end.
 * @throws {UserError} `invalid`, `forbidden`, `too-many`
 */
export async function changePassword(
  domain: Domain,
  caller: AccountCaller,
  session: string,
  input: z.input<typeof passwordChangeInput>,
): Promise<void> {
  const { current, password } = parseInput(passwordChangeInput, input);
  const { id, email, locale } = await requirePassword(domain, caller, current);
  const passwordHash = await hashPassword(password);
  await domain.db.transaction(async (tx) => {
    await tx.update(accounts).set({ passwordHash }).where(eq(accounts.id, id));
    await closeSessions(tx, id, session);
    await dropKeys(tx, id, 'reset');
    await recordEvent(tx, domain, caller, {
      type: 'account-changed',
      subjectId: id,
      data: { what: 'password' },
    });
    await writeLetters(tx, domain, [{ kind: 'password-changed', contents: {}, email, locale }]);
  });
}

/**
 * Asks for another address, which counts once somebody who reads it has said so.
 * @throws {UserError} `invalid`, `forbidden`, `conflict`, `too-many`
 */
export async function changeEmail(
  domain: Domain,
  caller: AccountCaller,
  input: z.input<typeof emailChangeInput>,
): Promise<void> {
  const { current, email } = parseInput(emailChangeInput, input);
  const account = await requirePassword(domain, caller, current);
  await domain.db.transaction(async (tx) => {
    await requireFreeEmail(tx, email, account.id);
    await askToConfirm(tx, domain, account, email);
  });
}

/** Sends the letter of confirmation once more. @throws {UserError} `too-many` */
export async function confirmAgain(domain: Domain, { accountId }: AccountCaller): Promise<void> {
  await limitAttempts(domain, 'confirm-again', accountId, 3);
  await domain.db.transaction(async (tx) => {
    const [account] = await tx.select().from(accounts).where(eq(accounts.id, accountId));
    if (account?.emailConfirmedAt === null) await askToConfirm(tx, domain, account, account.email);
  });
}

/** What somebody sees of their own account. */
export async function ownAccount(domain: Domain, accountId: Id) {
  const { email, emailConfirmedAt } = accounts;
  const [account] = await domain.db
    .select({ email, emailConfirmedAt })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  if (account === undefined) throw new Error(`account ${accountId} is gone`);
  return account;
}
