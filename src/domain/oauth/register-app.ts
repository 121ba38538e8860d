import { and, eq, exists, lt, not } from 'drizzle-orm';
import { z } from 'zod';
import { UserError } from '../../platform/errors.ts';
import { plainLine } from '../../platform/html/plain-line.ts';
import { parseInput } from '../../platform/input.ts';
import { hashToken, newToken } from '../../platform/secrets.ts';
import type { Domain, Queryable } from '../domain.ts';
import { type OauthApp, oauthApps, oauthTokens } from './oauth.table.ts';
import { readScopes } from './scopes.ts';

/** "Out of band": the code is shown to the person, who types it into the program. */
export const OUT_OF_BAND = 'urn:ietf:wg:oauth:2.0:oob';
const UNUSED_DAYS = 30;
const FORBIDDEN_SCHEMES = ['javascript:', 'data:', 'vbscript:', 'blob:', 'file:', 'about:', 'mailto:'];

const appInput = z.strictObject({
  name: z
    .string()
    .transform((name) => plainLine(name, 60))
    .pipe(z.string().min(1)),
  website: z
    .string()
    .max(2000)
    .optional()
    // A name that is no address says nothing, and keeps nobody out.
    .transform((site) =>
      site !== undefined && /^https?:$/.test(URL.parse(site)?.protocol ?? '') ? site : undefined,
    ),
  redirectUris: z.array(z.string().max(2000).refine(isRedirectUri, 'redirect_uri_invalid')).min(1).max(10),
  scopes: z
    .string()
    .max(1000)
    .refine((text) => readScopes(text) !== undefined, 'scope_unknown'),
});

export interface RegisteredApp {
  readonly app: OauthApp;
  /** Told once. */
  readonly clientSecret: string;
}

/** Any application may introduce itself. @throws {UserError} `invalid` */
export async function registerApp(domain: Domain, input: z.input<typeof appInput>): Promise<RegisteredApp> {
  const { name, website, redirectUris, scopes } = parseInput(appInput, input);
  const clientSecret = newToken();
  const [app] = await domain.db
    .insert(oauthApps)
    .values({
      id: domain.ids(),
      clientId: newToken(),
      clientSecretHash: hashToken(clientSecret),
      name,
      website: website ?? null,
      redirectUris: [...new Set(redirectUris)],
      scopes: readScopes(scopes) ?? [],
      createdAt: domain.clock.now(),
    })
    .returning();
  if (app === undefined) throw new Error('the application was not inserted');
  return { app, clientSecret };
}

export async function appByClientId(db: Queryable, clientId: string): Promise<OauthApp | undefined> {
  return (await db.select().from(oauthApps).where(eq(oauthApps.clientId, clientId)))[0];
}

/** Forgets applications that nobody has ever used. */
export async function sweepUnusedApps(domain: Domain): Promise<void> {
  const limit = new Date(domain.clock.now().getTime() - UNUSED_DAYS * 86_400_000);
  const used = domain.db
    .select({ id: oauthTokens.id })
    .from(oauthTokens)
    .where(eq(oauthTokens.appId, oauthApps.id));
  await domain.db.delete(oauthApps).where(and(lt(oauthApps.createdAt, limit), not(exists(used))));
}

/** @throws {UserError} `invalid` unless it is, letter for letter, one of those that the application registered */
export function requireRedirectUri(app: OauthApp, uri: string): void {
  if (!app.redirectUris.includes(uri)) throw new UserError('invalid', 'redirect_uri_unknown');
}

/** A place on the web, or a scheme of an application's own (RFC 8252); nothing that a browser would run. */
function isRedirectUri(text: string): boolean {
  if (text === OUT_OF_BAND) return true;
  if (/[\s\p{C}]/u.test(text)) return false;
  const url = URL.parse(text);
  return url !== null && url.hash === '' && !FORBIDDEN_SCHEMES.includes(url.protocol);
}
