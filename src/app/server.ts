import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  LogController,
} from 'fastify';
import { remoteLookup } from '../federation/remote/remote-lookup.ts';
import { federationRoutes } from '../federation/routes/federation-routes.ts';
import { mastodonRoutes } from '../mastodon/mastodon-routes.ts';
import { errorMessage } from '../messages/messages.ts';
import { HTTP_STATUS, UserError } from '../platform/errors.ts';
import { exportFiles } from '../platform/export-files.ts';
import { webRoutes } from '../web/web-routes.ts';
import { examineOutside } from './doctor/examine.ts';
import { operationsRoutes } from './operations-routes.ts';
import { readFromReplica } from './read-from-replica.ts';
import { sendTestLetter } from './send-test-letter.ts';
import type { Services } from './services.ts';

/** What is being answered when the server closes has so long. */
const LAST_ANSWERS_MS = 5_000;

/** The HTTP side of the node: pages, federation, and what operators ask. */
export async function createServer(services: Services): Promise<FastifyInstance> {
  const { config, federation, domain } = services;
  const { locale } = federation;
  const app = Fastify({
    loggerInstance: federation.logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1024 * 1024,
    requestTimeout: 30_000,
    trustProxy: config.listen.trustedProxies.length > 0 ? [...config.listen.trustedProxies] : false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  });
  // Node closes connections that rest between two requests, and waits forever for those that never made one.
  app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), LAST_ANSWERS_MS).unref();
  });
  app.addHook('onResponse', async (request, reply) => {
    federation.metrics.requests.observe(
      { route: request.routeOptions.url ?? 'none', status: `${Math.floor(reply.statusCode / 100)}xx` },
      reply.elapsedTime / 1000,
    );
    const level = reply.statusCode >= 500 ? 'error' : 'debug';
    federation.logger[level](
      {
        method: request.method,
        path: request.url.split('?')[0],
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    );
  });
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    if (error instanceof UserError) {
      return reply.code(HTTP_STATUS[error.kind]).send({ error: errorMessage(error, locale) });
    }
    const status = error.statusCode ?? 500;
    if (status >= 500) federation.logger.error({ err: error }, 'a request failed');
    return reply.code(status).send({ error: status >= 500 ? 'internal error' : error.message });
  });
  await app.register(operationsRoutes, { services });
  await app.register(mastodonRoutes, {
    mastodon: {
      domain,
      lookup: remoteLookup(federation),
      pushKey: services.webPush.publicKey,
      logger: federation.logger,
      locale,
      role: config.role,
    },
    database: services.database,
  });
  // From here on: a hook counts for what is registered after it.
  if (services.replica !== undefined) readFromReplica(app, services.replica);
  await app.register(federationRoutes, { federation });
  await app.register(webRoutes, {
    domain,
    lookup: remoteLookup(federation),
    locale,
    role: config.role,
    mail: config.mail !== undefined,
    checks: {
      outside: () => examineOutside(services),
      sendTestLetter: (email, to) => sendTestLetter(services, email, to),
    },
    exports: exportFiles(config.dataDir),
  });
  return app;
}
