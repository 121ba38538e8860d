import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Access, type AccessUser, accessByToken } from '../../domain/oauth/access.ts';
import { covers, type Scope } from '../../domain/oauth/scopes.ts';
import type { Mastodon } from '../mastodon.ts';
import { ApiError } from './errors.ts';
import { countRequest } from './rate-limit.ts';

/** Who may ask: `anyone`, an `application` (or a person through it), or a `person` through an application. */
interface Door {
  readonly for: 'anyone' | 'application' | 'person';
  /** What a token must hold, where one is shown. */
  readonly scope: Scope | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What the request's token gives; null without one. */
    access: Access | null;
  }
  interface FastifyContextConfig {
    door?: Door;
  }
}

/** The options of a route: who may ask for it. Every route says so, or the server does not start. */
export const anyone = (scope?: Scope) => ({ config: { door: { for: 'anyone', scope } } }) as const;
export const application = (scope?: Scope) => ({ config: { door: { for: 'application', scope } } }) as const;
export const person = (scope: Scope) => ({ config: { door: { for: 'person', scope } } }) as const;

/** Finds out who asks, and lets through whom the route is for. */
export function guardDoors(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain } = mastodon;
  app.decorateRequest('access', null);
  app.addHook('onRoute', ({ method, url, config }) => {
    if (config?.door === undefined && method !== 'OPTIONS' && method !== 'HEAD') {
      throw new Error(`${String(method)} ${url} does not say whom it is for`);
    }
  });
  app.addHook('onRequest', async (request, reply) => {
    const token = tokenOf(request);
    // What is told to one is kept for no other.
    const kept = token === undefined ? 'no-cache' : 'private, no-store';
    reply.headers({ 'cache-control': kept, vary: 'Authorization' });
    if (token !== undefined) request.access = (await accessByToken(domain.db, token)) ?? null;
    // Also who only guesses is counted.
    await countRequest(mastodon, request, reply);
    if (token !== undefined && request.access === null) throw new ApiError(401, 'token_invalid');
    const { door } = request.routeOptions.config;
    if (door === undefined) return;
    if (door.for !== 'anyone' && request.access === null) throw new ApiError(401, 'token_missing');
    if (door.scope !== undefined && request.access !== null && !covers(request.access.scopes, door.scope)) {
      throw new ApiError(403, 'scope_missing');
    }
    if (door.for === 'person' && request.access?.user === undefined)
      throw new ApiError(422, 'person_missing');
  });
}

export function tokenOf({ headers, query }: FastifyRequest): string | undefined {
  const [, bearer] = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? [];
  if (bearer !== undefined) return bearer;
  const { access_token: inQuery } = query as { access_token?: unknown };
  return typeof inQuery === 'string' && inQuery !== '' ? inQuery : undefined;
}

/** The person behind a request; for routes that are for a {@link person}. */
export function userOf(request: FastifyRequest): AccessUser {
  const user = request.access?.user;
  if (user === undefined) throw new ApiError(422, 'person_missing');
  return user;
}
