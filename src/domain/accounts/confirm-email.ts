import { and, eq, ne, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import type { Domain } from '../domain.ts';
import type { NewLetter } from '../letters/letter.ts';
import { writeLetters } from '../letters/write-letters.ts';
import { accounts } from './account.table.ts';
import { CONFIRMATION_DAYS, type Locale } from './account.ts';
import { dropKeys, findKey, makeKey, useKey } from './account-keys.ts';

/** Asks whoever reads an address whether it is theirs; the account has it from then on. */
export async function askToConfirm(
  tx: Transaction,
  domain: Domain,
  account: { readonly id: Id; readonly locale: Locale },
  email: string,
): Promise<void> {
  const token = await makeKey(tx, domain, account.id, 'confirm-email', CONFIRMATION_DAYS * 24 * 60, email);
  const url = `${domain.addresses.origin}/conferma?token=${token}`;
  await writeLetters(tx, domain, [
    { kind: 'confirm-email', contents: { url }, email, locale: account.locale },
  ]);
}

/** The address that a confirmation is about. @throws {UserError} `gone` */
export async function addressToConfirm(domain: Domain, token: string): Promise<string> {
  const key = await findKey(domain.db, domain, 'confirm-email', token);
  if (!key?.email) throw new UserError('gone', 'confirmation_closed');
  return key.email;
}

/**
 * The reader of an address says that it is theirs. Where it is another than the account had, the old one is told.
 * @throws {UserError} `gone`, `conflict` when somebody else has it by now
 */
export async function confirmEmail(domain: Domain, token: string): Promise<void> {
  await domain.db.transaction(async (tx) => {
    const key = await useKey(tx, domain, 'confirm-email', token);
    if (!key?.email) throw new UserError('gone', 'confirmation_closed');
    const { email, accountId } = key;
    await requireFreeEmail(tx, email, accountId);
    const [before] = await tx.select().from(accounts).where(eq(accounts.id, accountId)).for('update');
    if (before === undefined) throw new UserError('gone', 'confirmation_closed');
    await tx
      .update(accounts)
      .set({ email, emailConfirmedAt: domain.clock.now() })
      .where(eq(accounts.id, accountId));
    if (before.email === email) return;
    // A reset that was asked for at the old address is nobody's any more.
    await dropKeys(tx, accountId, 'reset');
    const told: NewLetter = {
      kind: 'email-changed',
      contents: { email },
      email: before.email,
      locale: before.locale,
    };
    await writeLetters(tx, domain, [told]);
  });
}

/** @throws {UserError} `conflict` */
export async function requireFreeEmail(tx: Transaction, email: string, except?: Id): Promise<void> {
  const taken = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(
        eq(sql`lower(${accounts.email})`, email.toLowerCase()),
        except === undefined ? undefined : ne(accounts.id, except),
      ),
    );
  if (taken.length > 0) throw new UserError('conflict', 'email_taken', {}, 'email');
}
