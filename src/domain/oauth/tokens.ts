import { createHash } from 'node:crypto';
import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import { hashToken, newToken } from '../../platform/secrets.ts';
import type { Domain, Queryable } from '../domain.ts';
import { type OauthApp, oauthApps, oauthCodes, oauthTokens } from './oauth.table.ts';
import { covers, type Scope } from './scopes.ts';

/** Tells every process which access has ended (its id), so that open streams end with it. */
export const REVOKED_CHANNEL = 'oauth_revoked';

/** Why a token is not given (RFC 6749, 5.2). */
export class OauthError extends Error {
  readonly code:
    | 'invalid_client'
    | 'invalid_grant'
    | 'invalid_request'
    | 'invalid_scope'
    | 'unsupported_grant_type';

  constructor(code: OauthError['code']) {
    super(code);
    this.code = code;
  }
}

export interface IssuedToken {
  readonly token: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
}

/** The application with this id and secret. @throws {OauthError} `invalid_client` */
export async function authenticateApp(
  db: Queryable,
  clientId: string,
  clientSecret: string,
): Promise<OauthApp> {
  const [app] = await db
    .select()
    .from(oauthApps)
    .where(and(eq(oauthApps.clientId, clientId), eq(oauthApps.clientSecretHash, hashToken(clientSecret))));
  if (app === undefined) throw new OauthError('invalid_client');
  return app;
}

export interface CodeExchange {
  readonly code: string;
  readonly redirectUri: string;
  readonly codeVerifier: string | undefined;
}

/**
 * Exchanges a code for access. A code that comes a second time was stolen from one of the two: what the first got for
 * it ends too (RFC 6749, 4.1.2).
 * @throws {OauthError} `invalid_grant`
 */
export async function exchangeCode(
  domain: Domain,
  app: OauthApp,
  { code, redirectUri, codeVerifier }: CodeExchange,
): Promise<IssuedToken> {
  const issued = await domain.db.transaction(async (tx) => {
    const [grant] = await tx
      .select()
      .from(oauthCodes)
      .where(and(eq(oauthCodes.codeHash, hashToken(code)), eq(oauthCodes.appId, app.id)))
      .for('update');
    if (grant === undefined) return undefined;
    if (grant.tokenId !== null) {
      await endToken(tx, grant.tokenId);
      return undefined;
    }
    const inTime = grant.expiresAt > domain.clock.now();
    const proven = (grant.codeChallenge ?? undefined) === (codeVerifier && challengeOf(codeVerifier));
    if (!inTime || !proven || grant.redirectUri !== redirectUri) return undefined;
    const token = await insertToken(tx, domain, app, grant);
    await tx.update(oauthCodes).set({ tokenId: token.id }).where(eq(oauthCodes.codeHash, grant.codeHash));
    return token;
  });
  if (issued === undefined) throw new OauthError('invalid_grant');
  return issued;
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** Access for the application in its own name. @throws {OauthError} `invalid_scope` */
export async function issueAppToken(
  domain: Domain,
  app: OauthApp,
  scopes: readonly Scope[],
): Promise<IssuedToken> {
  if (!scopes.every((scope) => covers(app.scopes, scope))) throw new OauthError('invalid_scope');
  return domain.db.transaction((tx) =>
    insertToken(tx, domain, app, { accountId: null, actorId: null, scopes: [...scopes] }),
  );
}

async function insertToken(
  tx: Transaction,
  domain: Domain,
  app: OauthApp,
  grant: { readonly accountId: Id | null; readonly actorId: Id | null; readonly scopes: Scope[] },
): Promise<IssuedToken & { readonly id: Id }> {
  const token = newToken();
  const id = domain.ids();
  const createdAt = domain.clock.now();
  const { accountId, actorId, scopes } = grant;
  await tx
    .insert(oauthTokens)
    .values({ id, tokenHash: hashToken(token), appId: app.id, accountId, actorId, scopes, createdAt });
  return { id, token, scopes, createdAt };
}

/** Ends the access that a token of this application gives; a token that is none changes nothing (RFC 7009). */
export async function revokeToken(domain: Domain, app: OauthApp, token: string): Promise<void> {
  await domain.db.transaction(async (tx) => {
    const [found] = await tx
      .select({ id: oauthTokens.id })
      .from(oauthTokens)
      .where(and(eq(oauthTokens.tokenHash, hashToken(token)), eq(oauthTokens.appId, app.id)));
    if (found !== undefined) await endToken(tx, found.id);
  });
}

/** Ends what an application may do for this account; false where there is no such access. */
export async function withdrawConsent(domain: Domain, accountId: Id, tokenId: Id): Promise<boolean> {
  return domain.db.transaction(async (tx) => {
    const [found] = await tx
      .select({ id: oauthTokens.id })
      .from(oauthTokens)
      .where(and(eq(oauthTokens.id, tokenId), eq(oauthTokens.accountId, accountId)));
    if (found !== undefined) await endToken(tx, found.id);
    return found !== undefined;
  });
}

async function endToken(tx: Transaction, id: Id): Promise<void> {
  await tx.delete(oauthTokens).where(eq(oauthTokens.id, id));
  await tx.execute(sql`SELECT pg_notify(${REVOKED_CHANNEL}, ${id})`);
}

/** What applications somebody has let in, newest first; `before` is the id of the last one seen. */
export async function consentsOf(db: Queryable, accountId: Id, limit: number, before?: Id) {
  return db
    .select({
      id: oauthTokens.id,
      actorId: oauthTokens.actorId,
      scopes: oauthTokens.scopes,
      createdAt: oauthTokens.createdAt,
      app: oauthApps,
    })
    .from(oauthTokens)
    .innerJoin(oauthApps, eq(oauthApps.id, oauthTokens.appId))
    .where(
      and(
        eq(oauthTokens.accountId, accountId),
        before === undefined ? undefined : lt(oauthTokens.id, before),
      ),
    )
    .orderBy(desc(oauthTokens.id))
    .limit(limit);
}
