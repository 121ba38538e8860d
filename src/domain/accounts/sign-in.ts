import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { hashPassword, hashToken, newToken, verifyPassword } from '../../platform/secrets.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import { actorsByIds } from '../actors/actor-reads.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import { accounts, representatives, sessions } from './account.table.ts';
import { SECOND_STEP_MINUTES } from './account.ts';
import { findKey, makeKey, useKey } from './account-keys.ts';
import { limitAttempts } from './limit-attempts.ts';
import { checkSecondStep, hasSecondStep } from './second-step.ts';
import { insertSession } from './sessions.ts';

const CODE_GUESSES = 8;
/** A session is marked as seen no oftener. */
const SEEN_EVERY_MS = 60 * 60_000;

/** Who is signed in: the account as a caller, the person, and the organisations it acts for. */
export interface SignedIn {
  readonly caller: Extract<Caller, { kind: 'account' }>;
  readonly person: Actor;
  readonly organisations: readonly Actor[];
  readonly locale: 'it' | 'en';
}

/** A session, or the key to the second step of an account that has one. */
export type SignInOutcome = { readonly session: string } | { readonly secondStep: string };

/**
 * Opens a session of the account, or the way to its second step. `agent`: what the browser calls itself.
 * @throws {UserError} `forbidden`, the same for an unknown address and a wrong password, after the same work.
 */
export async function signIn(
  domain: Domain,
  email: string,
  password: string,
  agent = '',
): Promise<SignInOutcome> {
  const [account] = await domain.db
    .select({ id: accounts.id, passwordHash: accounts.passwordHash, suspendedAt: actors.suspendedAt })
    .from(accounts)
    .innerJoin(actors, eq(actors.id, accounts.personId))
    .where(and(eq(sql`lower(${accounts.email})`, email.trim().toLowerCase()), isNull(accounts.disabledAt)));
  const valid = await verifyPassword(password, account?.passwordHash ?? (await unmatchableHash()));
  if (account === undefined || !valid) throw new UserError('forbidden', 'sign_in_failed');
  if (account.suspendedAt !== null) throw new UserError('forbidden', 'account_suspended');
  if (!(await hasSecondStep(domain.db, account.id))) {
    return { session: await insertSession(domain.db, domain, account.id, agent) };
  }
  return domain.db.transaction(async (tx) => ({
    secondStep: await makeKey(tx, domain, account.id, 'sign-in', SECOND_STEP_MINUTES),
  }));
}

/**
 * The second step: a code of the app, or one of recovery. Returns the session.
 * @throws {UserError} `gone` when it took too long, `invalid`, `too-many`
 */
export async function finishSignIn(
  domain: Domain,
  key: string,
  code: string,
  agent: string,
): Promise<string> {
  const found = await findKey(domain.db, domain, 'sign-in', key);
  if (found === undefined) throw new UserError('gone', 'second_step_late');
  await limitAttempts(domain, 'second-step', found.accountId, CODE_GUESSES);
  return domain.db.transaction(async (tx) => {
    if ((await useKey(tx, domain, 'sign-in', key)) === undefined) {
      throw new UserError('gone', 'second_step_late');
    }
    await checkSecondStep(tx, domain, found.accountId, code);
    return insertSession(tx, domain, found.accountId, agent);
  });
}

let unmatchable: Promise<string> | undefined;
function unmatchableHash(): Promise<string> {
  unmatchable ??= hashPassword(newToken());
  return unmatchable;
}

export async function signOut(domain: Domain, token: string): Promise<void> {
  await domain.db.delete(sessions).where(eq(sessions.tokenHash, hashToken(token)));
}

export async function signedIn(domain: Domain, token: string): Promise<SignedIn | undefined> {
  const [row] = await domain.db
    .select({ account: accounts, person: actors, seenAt: sessions.seenAt })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .innerJoin(actors, eq(actors.id, accounts.personId))
    .where(
      and(
        eq(sessions.tokenHash, hashToken(token)),
        gt(sessions.expiresAt, domain.clock.now()),
        isNull(accounts.disabledAt),
        isNull(actors.suspendedAt),
      ),
    );
  if (row === undefined) return undefined;
  const now = domain.clock.now();
  if (row.seenAt === null || now.getTime() - row.seenAt.getTime() > SEEN_EVERY_MS) {
    await domain.db
      .update(sessions)
      .set({ seenAt: now })
      .where(eq(sessions.tokenHash, hashToken(token)));
  }
  const represented = await domain.db
    .select({ id: representatives.actorId })
    .from(representatives)
    .where(eq(representatives.accountId, row.account.id));
  const ids = represented.map((one) => one.id);
  const organisations = (await actorsByIds(domain.db, ids)).filter(({ suspendedAt }) => suspendedAt === null);
  return {
    caller: {
      kind: 'account',
      accountId: row.account.id,
      role: row.account.role,
      actsFor: [row.person.id, ...organisations.map((organisation) => organisation.id)],
    },
    person: row.person,
    organisations,
    locale: row.account.locale,
  };
}

/** Lets an account act for an organisation. */
export async function appointRepresentative(
  domain: Domain,
  caller: Caller,
  accountId: Id,
  actorId: Id,
): Promise<void> {
  requireCoordinator(caller);
  await insertRepresentative(domain.db, accountId, actorId);
}

/** The same where the caller was authorised already (an application that is admitted, a sign-up). */
export async function insertRepresentative(db: Queryable, accountId: Id, actorId: Id): Promise<void> {
  await db.insert(representatives).values({ accountId, actorId }).onConflictDoNothing();
}
