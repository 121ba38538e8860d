import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { limitAttempts } from '../../domain/accounts/limit-attempts.ts';
import type { OauthApp } from '../../domain/oauth/oauth.table.ts';
import { OUT_OF_BAND, registerApp } from '../../domain/oauth/register-app.ts';
import { readScopes, SCOPES, type Scope } from '../../domain/oauth/scopes.ts';
import {
  authenticateApp,
  exchangeCode,
  type IssuedToken,
  issueAppToken,
  OauthError,
  revokeToken,
} from '../../domain/oauth/tokens.ts';
import { parseInput } from '../../platform/input.ts';
import { networkOf } from '../../platform/network.ts';
import type { Mastodon } from '../mastodon.ts';
import { anyone, application, person, userOf } from '../request/access.ts';
import { listOf, optional } from '../request/input.ts';

/** In a quarter of an hour from one address. */
const REGISTRATIONS = 100;

const newApp = z.object({
  client_name: z.string(),
  redirect_uris: z.union([z.string().transform((text) => text.split(/\s+/)), listOf(z.string(), 10)]),
  scopes: optional(z.string()),
  website: optional(z.string()),
});

const tokenRequest = z.object({
  grant_type: optional(z.string()),
  code: optional(z.string().max(200)),
  client_id: optional(z.string().max(200)),
  client_secret: optional(z.string().max(200)),
  redirect_uri: optional(z.string().max(2000)),
  code_verifier: optional(z.string().max(200)),
  scope: optional(z.string().max(1000)),
  token: optional(z.string().max(200)),
});

/** docs.joinmastodon.org/methods/apps and /oauth (RFC 6749, 7009, 7636, 8414). Consent is given in the pages. */
export function oauthRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain } = mastodon;
  const { origin } = domain.addresses;

  app.post('/api/v1/apps', anyone(), async (request) => {
    await limitAttempts(domain, 'app-from', networkOf(request.ip), REGISTRATIONS);
    const input = parseInput(newApp, request.body ?? {});
    const { app: made, clientSecret } = await registerApp(domain, {
      name: input.client_name,
      website: input.website,
      redirectUris: input.redirect_uris.filter((uri) => uri !== ''),
      scopes: input.scopes ?? 'read',
    });
    return {
      ...appJson(mastodon, made),
      client_id: made.clientId,
      client_secret: clientSecret,
      client_secret_expires_at: 0,
    };
  });

  app.get('/api/v1/apps/verify_credentials', application(), async (request) =>
    request.access === null ? {} : appJson(mastodon, request.access.app),
  );

  app.post('/oauth/token', anyone(), (request, reply) =>
    answer(reply, async () => {
      const input = parseInput(tokenRequest, {
        ...(request.query as object),
        ...(request.body as object | null),
      });
      const client = await clientOf(request, input);
      if (input.grant_type === 'client_credentials') {
        return tokenJson(await issueAppToken(domain, client, scopesOf(input.scope) ?? ['read']));
      }
      if (input.grant_type !== 'authorization_code') throw new OauthError('unsupported_grant_type');
      if (input.code === undefined || input.redirect_uri === undefined)
        throw new OauthError('invalid_request');
      const { code, redirect_uri: redirectUri, code_verifier: codeVerifier } = input;
      return tokenJson(await exchangeCode(domain, client, { code, redirectUri, codeVerifier }));
    }),
  );

  app.post('/oauth/revoke', anyone(), (request, reply) =>
    answer(reply, async () => {
      const input = parseInput(tokenRequest, request.body ?? {});
      await revokeToken(domain, await clientOf(request, input), input.token ?? '');
      return {};
    }),
  );

  // docs.joinmastodon.org/methods/oauth/#userinfo
  app.route({
    method: ['GET', 'POST'],
    url: '/oauth/userinfo',
    ...person('profile'),
    handler: async (request) => {
      const { actor } = userOf(request);
      return {
        iss: `${origin}/`,
        sub: actor.uri,
        name: actor.name,
        preferred_username: actor.handle,
        profile: actor.url,
        picture: actor.avatarUrl ?? `${origin}/avatars/missing.png`,
      };
    },
  });

  app.get('/.well-known/oauth-authorization-server', anyone(), async () => ({
    issuer: `${origin}/`,
    service_documentation: 'https://docs.joinmastodon.org/',
    authorization_endpoint: `${origin}/oauth/authorize`,
    token_endpoint: `${origin}/oauth/token`,
    app_registration_endpoint: `${origin}/api/v1/apps`,
    revocation_endpoint: `${origin}/oauth/revoke`,
    userinfo_endpoint: `${origin}/oauth/userinfo`,
    scopes_supported: SCOPES,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    code_challenge_methods_supported: ['S256'],
  }));

  /** By HTTP Basic, or in the body. */
  async function clientOf(
    { headers }: FastifyRequest,
    input: z.output<typeof tokenRequest>,
  ): Promise<OauthApp> {
    const [, basic] = /^Basic +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
    const [id, secret] = basic === undefined ? [] : basicCredentials(basic);
    return authenticateApp(domain.db, id ?? input.client_id ?? '', secret ?? input.client_secret ?? '');
  }
}

/** Id and secret, each percent-encoded (RFC 6749, 2.3.1). @throws {OauthError} `invalid_client` for what is not */
function basicCredentials(basic: string): string[] {
  try {
    return Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent);
  } catch {
    throw new OauthError('invalid_client');
  }
}

/** Errors as RFC 6749, 5.2 has them. What stands in no cache is sent. */
async function answer(reply: FastifyReply, work: () => Promise<object>): Promise<FastifyReply> {
  reply.header('cache-control', 'no-store');
  try {
    return reply.send(await work());
  } catch (error) {
    if (!(error instanceof OauthError)) throw error;
    return reply
      .code(error.code === 'invalid_client' ? 401 : 400)
      .send({ error: error.code, error_description: error.code });
  }
}

function scopesOf(text: string | undefined): Scope[] | undefined {
  if (text === undefined) return undefined;
  const scopes = readScopes(text);
  if (scopes === undefined) throw new OauthError('invalid_scope');
  return scopes;
}

function tokenJson({ token, scopes, createdAt }: IssuedToken) {
  return {
    access_token: token,
    token_type: 'Bearer',
    scope: scopes.join(' '),
    created_at: Math.floor(createdAt.getTime() / 1000),
  };
}

function appJson(
  { pushKey }: Pick<Mastodon, 'pushKey'>,
  { id, name, website, redirectUris, scopes }: OauthApp,
) {
  return {
    id,
    name,
    website,
    scopes,
    redirect_uris: redirectUris,
    redirect_uri: redirectUris.join('\n') || OUT_OF_BAND,
    vapid_key: pushKey,
  };
}
