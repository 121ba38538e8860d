import { and, eq, isNull, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { hashPassword } from '../../platform/secrets.ts';
import { type Caller, clockCaller, requireCoordinator } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { writeLetters } from '../letters/write-letters.ts';
import { accounts } from './account.table.ts';
import { newPasswordInput, RESET_HOURS } from './account.ts';
import { findKey, makeKey, useKey } from './account-keys.ts';
import { closeSessions } from './sessions.ts';

/** Sends a way to a new password, if the address is somebody's: who asks is told nothing of that. */
export async function askForReset(domain: Domain, email: string): Promise<void> {
  await domain.db.transaction(async (tx) => {
    const [account] = await tx
      .select()
      .from(accounts)
      .where(and(eq(sql`lower(${accounts.email})`, email.trim().toLowerCase()), isNull(accounts.disabledAt)));
    if (account === undefined) return;
    const url = await resetLink(tx, domain, account.id);
    const { locale } = account;
    await writeLetters(tx, domain, [
      { kind: 'reset-password', contents: { url }, email: account.email, locale },
    ]);
  });
}

/** A way to a new password that is handed over, where no letter gets there. @throws {UserError} `forbidden` */
export async function makeResetLink(domain: Domain, caller: Caller, accountId: Id): Promise<string> {
  requireCoordinator(caller);
  return domain.db.transaction((tx) => resetLink(tx, domain, accountId));
}

async function resetLink(tx: Transaction, domain: Domain, accountId: Id): Promise<string> {
  const token = await makeKey(tx, domain, accountId, 'reset', RESET_HOURS * 60);
  return `${domain.addresses.origin}/nuova-password?token=${token}`;
}

export async function resetIsOpen(domain: Domain, token: string): Promise<boolean> {
  return (await findKey(domain.db, domain, 'reset', token)) !== undefined;
}

/**
 * Gives an account a new password. All its sessions end; a second step stays.
 * @throws {UserError} `invalid`, `gone`
 */
export async function resetPassword(domain: Domain, input: z.input<typeof newPasswordInput>): Promise<void> {
  const { token, password } = parseInput(newPasswordInput, input);
  // Checked first, so that a form without a key costs no password hash.
  if (!(await resetIsOpen(domain, token))) throw new UserError('gone', 'reset_closed');
  const passwordHash = await hashPassword(password);
  await domain.db.transaction(async (tx) => {
    const key = await useKey(tx, domain, 'reset', token);
    if (key === undefined) throw new UserError('gone', 'reset_closed');
    const [account] = await tx
      .update(accounts)
      // Whoever holds the key has read the letter.
      .set({
        passwordHash,
        emailConfirmedAt: sql`coalesce(${accounts.emailConfirmedAt}, ${domain.clock.now().toISOString()}::timestamptz)`,
      })
      .where(eq(accounts.id, key.accountId))
      .returning();
    if (account === undefined) throw new UserError('gone', 'reset_closed');
    await closeSessions(tx, account.id);
    await recordEvent(tx, domain, clockCaller, {
      type: 'account-changed',
      subjectId: account.id,
      data: { what: 'password' },
    });
    const { email, locale } = account;
    await writeLetters(tx, domain, [{ kind: 'password-changed', contents: {}, email, locale }]);
  });
}
