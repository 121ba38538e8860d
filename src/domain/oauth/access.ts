import { and, eq, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Id } from '../../platform/ids.ts';
import { hashToken } from '../../platform/secrets.ts';
import { accounts, representatives } from '../accounts/account.table.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Caller } from '../caller.ts';
import type { Queryable } from '../domain.ts';
import { type OauthApp, oauthApps, oauthTokens } from './oauth.table.ts';
import type { Scope } from './scopes.ts';

/** What the bearer of a token may do, and in whose name. */
export interface Access {
  readonly tokenId: Id;
  readonly app: OauthApp;
  readonly scopes: readonly Scope[];
  /** Undefined for an application in its own name. */
  readonly user: AccessUser | undefined;
}

export interface AccessUser {
  /** Acts for this one actor and never as a coordinator, whoever agreed. */
  readonly caller: Extract<Caller, { kind: 'account' }>;
  readonly actor: Actor;
  readonly locale: 'it' | 'en';
}

/** Undefined for a token that is none, or ended, or of somebody who may no longer act for that actor. */
export async function accessByToken(db: Queryable, token: string): Promise<Access | undefined> {
  const person = alias(actors, 'person');
  const mayAct = sql`(${accounts.personId} = ${oauthTokens.actorId} OR EXISTS (
    SELECT FROM ${representatives}
    WHERE ${representatives.accountId} = ${accounts.id} AND ${representatives.actorId} = ${oauthTokens.actorId}))`;
  const [row] = await db
    .select({ token: oauthTokens, app: oauthApps, account: accounts, actor: actors })
    .from(oauthTokens)
    .innerJoin(oauthApps, eq(oauthApps.id, oauthTokens.appId))
    .leftJoin(accounts, and(eq(accounts.id, oauthTokens.accountId), isNull(accounts.disabledAt), mayAct))
    .leftJoin(person, eq(person.id, accounts.personId))
    .leftJoin(
      actors,
      and(
        eq(actors.id, oauthTokens.actorId),
        isNull(actors.deletedAt),
        isNull(actors.suspendedAt),
        isNull(person.suspendedAt),
      ),
    )
    .where(eq(oauthTokens.tokenHash, hashToken(token)));
  if (row === undefined) return undefined;
  const access = { tokenId: row.token.id, app: row.app, scopes: row.token.scopes };
  if (row.token.accountId === null) return { ...access, user: undefined };
  const { account, actor } = row;
  if (account === null || actor === null) return undefined;
  return {
    ...access,
    user: {
      caller: { kind: 'account', accountId: account.id, role: 'member', actsFor: [actor.id] },
      actor,
      locale: account.locale,
    },
  };
}
