import { lt } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { hashToken, newToken } from '../../platform/secrets.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { type OauthApp, oauthCodes } from './oauth.table.ts';
import { requireRedirectUri } from './register-app.ts';
import { covers, type Scope } from './scopes.ts';

const CODE_MINUTES = 10;

/** What somebody agrees to: that an application acts in the name of this actor. */
export interface Consent {
  readonly actorId: Id;
  readonly scopes: readonly Scope[];
  readonly redirectUri: string;
  /** PKCE (RFC 7636), S256. */
  readonly codeChallenge: string | undefined;
}

/**
 * Makes the code that an application exchanges for its access, good for ten minutes.
 * @throws {UserError} `forbidden` for an actor that is not the caller's; `invalid` for another's redirect, or for more
 * than the application registered for
 */
export async function authoriseApp(
  domain: Domain,
  caller: Caller,
  app: OauthApp,
  consent: Consent,
): Promise<string> {
  requireActingFor(caller, consent.actorId);
  if (caller.kind !== 'account') throw new UserError('forbidden', 'sign_in_first');
  requireRedirectUri(app, consent.redirectUri);
  requireRegistered(app, consent.scopes);
  const code = newToken();
  const now = domain.clock.now();
  await domain.db.delete(oauthCodes).where(lt(oauthCodes.expiresAt, now));
  await domain.db.insert(oauthCodes).values({
    codeHash: hashToken(code),
    appId: app.id,
    accountId: caller.accountId,
    actorId: consent.actorId,
    scopes: [...consent.scopes],
    redirectUri: consent.redirectUri,
    codeChallenge: consent.codeChallenge ?? null,
    expiresAt: new Date(now.getTime() + CODE_MINUTES * 60_000),
  });
  return code;
}

/** @throws {UserError} `invalid` where an application asks for more than it registered for */
export function requireRegistered(app: OauthApp, scopes: readonly Scope[]): void {
  if (scopes.length === 0 || !scopes.every((scope) => covers(app.scopes, scope))) {
    throw new UserError('invalid', 'scope_not_registered');
  }
}
