import type { FastifyInstance, FastifyReply } from 'fastify';
import { authoriseApp, requireRegistered } from '../../domain/oauth/authorise-app.ts';
import type { OauthApp } from '../../domain/oauth/oauth.table.ts';
import { appByClientId, OUT_OF_BAND, requireRedirectUri } from '../../domain/oauth/register-app.ts';
import { readScopes, type Scope } from '../../domain/oauth/scopes.ts';
import { consentsOf, withdrawConsent } from '../../domain/oauth/tokens.ts';
import { UserError } from '../../platform/errors.ts';
import { isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type ConsentRequest, consentRequest } from '../consent-request.ts';
import { allowRedirect, sendPage } from '../page.ts';
import { readerOf, type Web } from '../reader.ts';
import { sendSignIn } from '../sign-in-first.ts';
import { actorIn, signedForm } from '../typed.ts';
import { appsPage } from '../views/apps-page.ts';
import { codePage, consentPage } from '../views/consent-pages.ts';

const MAX_SHOWN = 100;

/** Where somebody lets an application act in their name (RFC 6749, 4.1, with PKCE of RFC 7636). */
export function consentRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;

  fastify.get('/oauth/authorize', async (httpRequest, reply) => {
    const asked = parseInput(consentRequest, httpRequest.query);
    const { app } = await checked(asked);
    const reader = await readerOf(web, httpRequest, reply);
    if (reader.signedIn === undefined) return sendSignIn(reader, httpRequest, reply);
    allowRedirect(reply);
    return sendPage(reply, consentPage(reader, app, asked));
  });

  fastify.post('/oauth/authorize', async (httpRequest, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, httpRequest, reply);
    const asked = parseInput(consentRequest, typed);
    const { app, scopes } = await checked(asked);
    allowRedirect(reply);
    if (typed.decision !== 'allow') return leave(reply, asked, { error: 'access_denied' });
    const code = await authoriseApp(domain, signedIn.caller, app, {
      actorId: actorIn(typed),
      scopes,
      redirectUri: asked.redirect_uri,
      codeChallenge: asked.code_challenge,
    });
    if (asked.redirect_uri === OUT_OF_BAND) return sendPage(reply, codePage(reader, code));
    return leave(reply, asked, { code });
  });

  fastify.get('/io/applicazioni', async (httpRequest, reply) => {
    const reader = await readerOf(web, httpRequest, reply);
    const { signedIn } = reader;
    if (signedIn === undefined) return reply.redirect('/accedi', 303);
    const consents = await consentsOf(domain.db, signedIn.caller.accountId, MAX_SHOWN);
    return sendPage(reply, appsPage(reader, consents, [signedIn.person, ...signedIn.organisations]));
  });

  fastify.post('/io/applicazioni', async (httpRequest, reply) => {
    const { signedIn, typed } = await signedForm(web, httpRequest, reply);
    const { id = '' } = typed;
    if (isId(id)) await withdrawConsent(domain, signedIn.caller.accountId, id);
    return reply.redirect('/io/applicazioni', 303);
  });

  /** Nobody is sent to an address that the application has not registered, not even with an error. */
  async function checked(asked: ConsentRequest): Promise<{ app: OauthApp; scopes: Scope[] }> {
    const app = await appByClientId(domain.db, asked.client_id);
    if (app === undefined) throw new UserError('invalid', 'redirect_uri_unknown');
    requireRedirectUri(app, asked.redirect_uri);
    const scopes = readScopes(asked.scope);
    if (scopes === undefined) throw new UserError('invalid', 'scope_unknown');
    requireRegistered(app, scopes);
    const isPlain = asked.code_challenge !== undefined && asked.code_challenge_method !== 'S256';
    const wantsToken = asked.response_type !== undefined && asked.response_type !== 'code';
    if (isPlain || wantsToken) throw new UserError('invalid', 'invalid_value');
    return { app, scopes };
  }
}

function leave(
  reply: FastifyReply,
  { redirect_uri: uri, state }: ConsentRequest,
  answer: Record<string, string>,
): FastifyReply {
  if (uri === OUT_OF_BAND) return reply.redirect('/', 303);
  const query = new URLSearchParams({ ...answer, ...(state === undefined ? {} : { state }) });
  return reply.redirect(`${uri}${uri.includes('?') ? '&' : '?'}${query}`, 303);
}
