import type { FastifyInstance } from 'fastify';
import { anyone } from './access.ts';

const HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
  'access-control-allow-headers': 'Authorization, Content-Type, Idempotency-Key',
  'access-control-expose-headers':
    'Link, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Request-Id, Mastodon-Async-Refresh',
  'access-control-max-age': '86400',
};

/** Programs on any site may use these addresses: a token is all that counts here, and no cookie is ever read. */
export function allowOrigins(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...HEADERS, 'x-request-id': request.id });
  });
  for (const path of [
    '/api/*',
    '/.well-known/*',
    '/nodeinfo/*',
    '/oauth/token',
    '/oauth/revoke',
    '/oauth/userinfo',
  ]) {
    app.options(path, anyone(), (_request, reply) => reply.code(204).send());
  }
}
