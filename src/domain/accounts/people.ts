import { and, asc, desc, eq, gt, inArray, isNull, lt, ne } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { accounts, invitations, representatives } from './account.table.ts';
import { closeSessions } from './sessions.ts';

type Role = 'coordinator' | 'member';

/** Somebody who can sign in, as coordinators see them. */
export interface PersonEntry {
  readonly id: Id;
  readonly email: string;
  readonly confirmed: boolean;
  readonly role: Role;
  readonly createdAt: Date;
  readonly person: Actor;
  readonly organisations: readonly Actor[];
}

/** Newest first; `before` is the id of the last one seen. @throws {UserError} `forbidden` */
export async function listPeople(
  domain: Domain,
  caller: Caller,
  limit: number,
  before?: Id,
): Promise<PersonEntry[]> {
  requireCoordinator(caller);
  const { db } = domain;
  const rows = await db
    .select({ account: accounts, person: actors })
    .from(accounts)
    .innerJoin(actors, eq(actors.id, accounts.personId))
    .where(and(isNull(accounts.disabledAt), before === undefined ? undefined : lt(accounts.id, before)))
    .orderBy(desc(accounts.id))
    .limit(limit);
  const ids = rows.map(({ account }) => account.id);
  const represented =
    ids.length === 0
      ? []
      : await db
          .select({ accountId: representatives.accountId, actor: actors })
          .from(representatives)
          .innerJoin(actors, eq(actors.id, representatives.actorId))
          .where(inArray(representatives.accountId, ids))
          .orderBy(asc(actors.name));
  return rows.map(({ account, person }) => ({
    id: account.id,
    email: account.email,
    confirmed: account.emailConfirmedAt !== null,
    role: account.role,
    createdAt: account.createdAt,
    person,
    organisations: represented.filter((one) => one.accountId === account.id).map((one) => one.actor),
  }));
}

/**
 * Entrusts somebody with coordination, or takes it back. Their sessions end, so that nobody goes on with other rights.
 * @throws {UserError} `forbidden`, `not-found`, `conflict` for the last coordinator
 */
export async function changeRole(domain: Domain, caller: Caller, accountId: Id, role: Role): Promise<void> {
  requireCoordinator(caller);
  await domain.db.transaction(async (tx) => {
    // All of them, in one order: two coordinators cannot dismiss each other at once.
    const coordinators = await tx
      .select({ id: accounts.id })
      .from(accounts)
      .where(and(eq(accounts.role, 'coordinator'), isNull(accounts.disabledAt)))
      .orderBy(accounts.id)
      .for('update');
    if (role === 'member' && coordinators.every(({ id }) => id === accountId)) {
      throw new UserError('conflict', 'coordinator_needed');
    }
    const changed = await tx
      .update(accounts)
      .set({ role })
      .where(and(eq(accounts.id, accountId), isNull(accounts.disabledAt), ne(accounts.role, role)))
      .returning({ personId: accounts.personId });
    const [account] = changed;
    if (account === undefined) return;
    await closeSessions(tx, accountId);
    await recordEvent(tx, domain, caller, {
      type: 'account-changed',
      actorId: account.personId,
      subjectId: accountId,
      data: { what: 'role', role },
    });
  });
}

/** An account does not act for an organisation any more. @throws {UserError} `forbidden` */
export async function dismissRepresentative(
  domain: Domain,
  caller: Caller,
  accountId: Id,
  actorId: Id,
): Promise<void> {
  requireCoordinator(caller);
  await domain.db
    .delete(representatives)
    .where(and(eq(representatives.accountId, accountId), eq(representatives.actorId, actorId)));
}

/** An open invitation; `key` names it to take it back, and opens nothing. */
export interface OpenInvitation {
  readonly key: string;
  readonly role: Role;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export async function openInvitations(domain: Domain, caller: Caller): Promise<OpenInvitation[]> {
  requireCoordinator(caller);
  const { tokenHash: key, role, createdAt, expiresAt, usedAt } = invitations;
  return domain.db
    .select({ key, role, createdAt, expiresAt })
    .from(invitations)
    .where(and(isNull(usedAt), gt(expiresAt, domain.clock.now())))
    .orderBy(desc(createdAt))
    .limit(100);
}

export async function revokeInvitation(domain: Domain, caller: Caller, key: string): Promise<void> {
  requireCoordinator(caller);
  await domain.db.delete(invitations).where(and(eq(invitations.tokenHash, key), isNull(invitations.usedAt)));
}
