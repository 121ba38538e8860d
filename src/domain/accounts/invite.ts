import { z } from 'zod';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { hashToken, newToken } from '../../platform/secrets.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { writeLetters } from '../letters/write-letters.ts';
import { accounts, invitations } from './account.table.ts';
import { ADMITTED_DAYS, INVITATION_DAYS } from './account.ts';

type Role = 'coordinator' | 'member';

/** Makes a one-time sign-up token, good for {@link INVITATION_DAYS} days. */
export async function invite(domain: Domain, caller: Caller, role: Role): Promise<string> {
  requireCoordinator(caller);
  return domain.db.transaction((tx) => insertInvitation(tx, domain, role));
}

const addressee = z.strictObject({
  email: z.email({ error: 'email_invalid' }).max(254),
  locale: z.enum(['it', 'en']),
});

/** The same, sent by letter. @throws {UserError} `forbidden`, `invalid` */
export async function inviteByLetter(
  domain: Domain,
  caller: Caller,
  role: Role,
  to: z.input<typeof addressee>,
): Promise<void> {
  requireCoordinator(caller);
  const { email, locale } = parseInput(addressee, to);
  await domain.db.transaction(async (tx) => {
    const token = await insertInvitation(tx, domain, role);
    const url = `${domain.addresses.origin}/iscrizione?token=${token}`;
    await writeLetters(tx, domain, [{ kind: 'invitation', contents: { url }, email, locale }]);
  });
}

/** The first coordinator's token while the node has no account yet; it replaces the one made before. */
export async function inviteFirstCoordinator(domain: Domain): Promise<string | undefined> {
  return domain.db.transaction(async (tx) => {
    const [account] = await tx.select({ id: accounts.id }).from(accounts).limit(1);
    if (account !== undefined) return undefined;
    await tx.delete(invitations);
    return insertInvitation(tx, domain, 'coordinator');
  });
}

/** For somebody who has been admitted: whoever signs up is that person, or acts for that organisation. */
export async function inviteAdmitted(tx: Transaction, domain: Domain, memberId: Id): Promise<string> {
  return insertInvitation(tx, domain, 'member', { memberId, days: ADMITTED_DAYS });
}

async function insertInvitation(
  tx: Transaction,
  domain: Domain,
  role: Role,
  { memberId, days = INVITATION_DAYS }: { readonly memberId?: Id; readonly days?: number } = {},
): Promise<string> {
  const token = newToken();
  const now = domain.clock.now();
  await tx.insert(invitations).values({
    tokenHash: hashToken(token),
    role,
    memberId,
    createdAt: now,
    expiresAt: new Date(now.getTime() + days * 86_400_000),
  });
  return token;
}
