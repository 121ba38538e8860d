import { and, eq, gt, isNull } from 'drizzle-orm';
import type { z } from 'zod';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { hashPassword, hashToken } from '../../platform/secrets.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import { actorById } from '../actors/actor-reads.ts';
import { clockCaller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { insertMember } from '../members/add-member.ts';
import { requireCharter } from '../memberships/membership.ts';
import { nodeActors } from '../node/node-reads.ts';
import { accounts, invitations } from './account.table.ts';
import { signUpInput } from './account.ts';
import { askToConfirm, requireFreeEmail } from './confirm-email.ts';
import { insertRepresentative } from './sign-in.ts';

/** What a sign-up link opens; undefined when it opens nothing any more. */
export async function openInvitation(
  domain: Domain,
  token: string,
): Promise<{ readonly admitted: Actor | null; readonly role: 'coordinator' | 'member' } | undefined> {
  const [row] = await domain.db
    .select({ admitted: actors, role: invitations.role })
    .from(invitations)
    .leftJoin(actors, eq(actors.id, invitations.memberId))
    .where(isOpen(domain, token));
  return row;
}

/**
 * Opens an account by invitation: a person, a member of the district, who can sign in.
 * @throws {UserError} `invalid`, `conflict` (handle or e-mail taken), `gone` (link used or too old)
 */
export async function signUp(domain: Domain, input: z.input<typeof signUpInput>): Promise<Id> {
  const { token, password, email, handle, name, locale, charter } = parseInput(signUpInput, input);
  const passwordHash = await hashPassword(password);
  return domain.db.transaction(async (tx) => {
    const now = domain.clock.now();
    const [invitation] = await tx
      .update(invitations)
      .set({ usedAt: now })
      .where(isOpen(domain, token))
      .returning();
    if (invitation === undefined) throw new UserError('gone', 'invitation_closed');
    await requireFreeEmail(tx, email);
    const admitted = await requireAdmitted(tx, invitation.memberId);
    const person =
      admitted?.type === 'Person'
        ? admitted
        : await insertPerson(tx, domain, { handle, name, email, charter });
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
    if (admitted !== undefined && admitted.id !== person.id) {
      await insertRepresentative(tx, id, admitted.id);
    }
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

/** Whom the invitation is for, where that is a member already. @throws {UserError} `gone` when it has left */
async function requireAdmitted(tx: Transaction, memberId: Id | null): Promise<Actor | undefined> {
  if (memberId === null) return undefined;
  const admitted = await actorById(tx, memberId);
  if (admitted === undefined || admitted.deletedAt !== null) throw new UserError('gone', 'invitation_closed');
  return admitted;
}

async function insertPerson(
  tx: Transaction,
  domain: Domain,
  { charter, ...facts }: Pick<z.output<typeof signUpInput>, 'handle' | 'name' | 'email' | 'charter'>,
): Promise<Actor> {
  const { group } = await nodeActors(tx);
  requireCharter(group, charter);
  return insertMember(
    tx,
    domain,
    clockCaller,
    { ...facts, kind: 'person', shows: ['kind'], listed: false },
    { message: '', charter: group.charter },
  );
}

function isOpen(domain: Domain, token: string) {
  return and(
    eq(invitations.tokenHash, hashToken(token)),
    isNull(invitations.usedAt),
    gt(invitations.expiresAt, domain.clock.now()),
  );
}
