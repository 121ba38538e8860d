import type { FastifyInstance } from 'fastify';
import type { Federation } from '../federation.ts';
import { actorRoutes } from './actor-routes.ts';
import { agreementRoutes } from './agreement-routes.ts';
import { discoveryRoutes } from './discovery-routes.ts';
import { inboxRoutes } from './inbox-routes.ts';
import { objectRoutes } from './object-routes.ts';
import { pactRoutes } from './pact-routes.ts';

/** Everything that other servers ask of the node. */
export async function federationRoutes(
  app: FastifyInstance,
  { federation }: { federation: Federation },
): Promise<void> {
  await app.register(async (scope) => {
    actorRoutes(scope, federation);
    objectRoutes(scope, federation);
    agreementRoutes(scope, federation);
    pactRoutes(scope, federation);
  });
  await app.register(async (scope) => discoveryRoutes(scope, federation));
  await app.register(inboxRoutes, { federation });
}
