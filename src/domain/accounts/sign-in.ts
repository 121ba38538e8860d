import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { hashPassword, hashToken, newToken, verifyPassword } from '../../platform/secrets.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import { actorsByIds } from '../actors/actor-reads.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { accounts, representatives, sessions } from './account.table.ts';
import { SESSION_DAYS } from './account.ts';

/** Who is signed in: the account as a caller, the person, and the organisations it acts for. */
export interface SignedIn {
  readonly caller: Extract<Caller, { kind: 'account' }>;
  readonly person: Actor;
  readonly organisations: readonly Actor[];
  readonly locale: 'it' | 'en';
}

/**
 * Opens a session and returns its token.
 * @throws {UserError} `forbidden`, the same for an unknown address and a wrong password, after the same work.
 */
export async function signIn(domain: Domain, email: string, password: string): Promise<string> {
  const [account] = await domain.db
    .select({ id: accounts.id, passwordHash: accounts.passwordHash })
    .from(accounts)
    .where(and(eq(sql`lower(${accounts.email})`, email.trim().toLowerCase()), isNull(accounts.disabledAt)));
  const valid = await verifyPassword(password, account?.passwordHash ?? (await unmatchableHash()));
  if (account === undefined || !valid) throw new UserError('forbidden', 'sign_in_failed');
  const token = newToken();
  const now = domain.clock.now();
  await domain.db.delete(sessions).where(lt(sessions.expiresAt, now));
  await domain.db.insert(sessions).values({
    tokenHash: hashToken(token),
    accountId: account.id,
    createdAt: now,
    expiresAt: new Date(now.getTime() + SESSION_DAYS * 86_400_000),
  });
  return token;
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
    .select({ account: accounts, person: actors })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .innerJoin(actors, eq(actors.id, accounts.personId))
    .where(
      and(
        eq(sessions.tokenHash, hashToken(token)),
        gt(sessions.expiresAt, domain.clock.now()),
        isNull(accounts.disabledAt),
      ),
    );
  if (row === undefined) return undefined;
  const represented = await domain.db
    .select({ id: representatives.actorId })
    .from(representatives)
    .where(eq(representatives.accountId, row.account.id));
  const organisations = await actorsByIds(
    domain.db,
    represented.map((one) => one.id),
  );
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
  await domain.db.insert(representatives).values({ accountId, actorId }).onConflictDoNothing();
}
