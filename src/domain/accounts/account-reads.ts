import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { accounts, representatives } from './account.table.ts';
import type { Locale } from './account.ts';

/** The account that signs in with this address. @throws {UserError} `not-found` */
export async function requireAccount(db: Queryable, email: string): Promise<Id> {
  const [account] = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(sql`lower(${accounts.email})`, email.trim().toLowerCase()));
  if (account === undefined) throw new UserError('not-found', 'account_unknown', { email }, 'email');
  return account.id;
}

/** Where a letter goes, and in which language. */
export interface Correspondent {
  readonly email: string;
  readonly locale: Locale;
}

const correspondent = { email: accounts.email, locale: accounts.locale };

/** Everyone who reads what is written to an actor of ours: the person, or those who act for the organisation. */
export async function correspondentsOf(db: Queryable, actorId: Id): Promise<Correspondent[]> {
  const representing = db
    .select({ id: representatives.accountId })
    .from(representatives)
    .where(eq(representatives.actorId, actorId));
  return db
    .select(correspondent)
    .from(accounts)
    .where(
      and(
        isNull(accounts.disabledAt),
        or(eq(accounts.personId, actorId), inArray(accounts.id, representing)),
      ),
    );
}

/** The same for several actors, each address with whose letters it gets. */
export async function correspondentsOfAll(
  db: Queryable,
  actorIds: readonly Id[],
): Promise<(Correspondent & { readonly actorId: Id })[]> {
  if (actorIds.length === 0) return [];
  const persons = db
    .select({ ...correspondent, actorId: accounts.personId })
    .from(accounts)
    .where(and(isNull(accounts.disabledAt), inArray(accounts.personId, [...actorIds])));
  const organisations = db
    .select({ ...correspondent, actorId: representatives.actorId })
    .from(representatives)
    .innerJoin(accounts, eq(accounts.id, representatives.accountId))
    .where(and(isNull(accounts.disabledAt), inArray(representatives.actorId, [...actorIds])));
  return persons.unionAll(organisations);
}

/** The persons of these accounts, by the accounts' ids. */
export async function personsOf(db: Queryable, accountIds: readonly Id[]): Promise<Map<Id, Actor>> {
  if (accountIds.length === 0) return new Map();
  const rows = await db
    .select({ id: accounts.id, person: actors })
    .from(accounts)
    .innerJoin(actors, eq(actors.id, accounts.personId))
    .where(inArray(accounts.id, [...accountIds]));
  return new Map(rows.map(({ id, person }) => [id, person]));
}

/** Who coordinates the node, as the persons that they are. */
export async function coordinatorPersons(db: Queryable): Promise<Id[]> {
  const rows = await db
    .select({ id: accounts.personId })
    .from(accounts)
    .where(and(isNull(accounts.disabledAt), eq(accounts.role, 'coordinator')));
  return rows.map(({ id }) => id);
}
