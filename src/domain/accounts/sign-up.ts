import { and, eq, gt, isNull } from 'drizzle-orm';
import type { z } from 'zod';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { hashPassword, hashToken } from '../../platform/secrets.ts';
import { clockCaller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { insertMember } from '../members/add-member.ts';
import { accounts, invitations } from './account.table.ts';
import { signUpInput } from './account.ts';
import { askToConfirm, requireFreeEmail } from './confirm-email.ts';

/** Whether a sign-up link still opens the door. */
export async function invitationIsOpen(domain: Domain, token: string): Promise<boolean> {
  const rows = await domain.db.select().from(invitations).where(openInvitation(domain, token));
  return rows.length === 1;
}

/**
 * Opens an account by invitation: a person, a member of the district, who can sign in.
 * @throws {UserError} `invalid`, `conflict` (handle or e-mail taken), `gone` (link used or too old)
 */
export async function signUp(domain: Domain, input: z.input<typeof signUpInput>): Promise<Id> {
  const { token, password, email, handle, name, locale } = parseInput(signUpInput, input);
  const passwordHash = await hashPassword(password);
  return domain.db.transaction(async (tx) => {
    const now = domain.clock.now();
    const [invitation] = await tx
      .update(invitations)
      .set({ usedAt: now })
      .where(openInvitation(domain, token))
      .returning();
    if (invitation === undefined) throw new UserError('gone', 'invitation_closed');
    await requireFreeEmail(tx, email);
    const person = await insertMember(tx, domain, clockCaller, {
      handle,
      name,
      kind: 'person',
      email,
      shows: ['kind'],
      listed: false,
    });
    const id = domain.ids();
    await tx.insert(accounts).values({
      id,
      personId: person.id,
      email,
      passwordHash,
      role: invitation.role,
      locale,
      createdAt: now,
    });
    await recordEvent(tx, domain, clockCaller, {
      type: 'account-created',
      actorId: person.id,
      subjectId: id,
      data: { role: invitation.role },
    });
    await askToConfirm(tx, domain, { id, locale }, email);
    return id;
  });
}

function openInvitation(domain: Domain, token: string) {
  return and(
    eq(invitations.tokenHash, hashToken(token)),
    isNull(invitations.usedAt),
    gt(invitations.expiresAt, domain.clock.now()),
  );
}
