import type { FastifyInstance } from 'fastify';
import { requireCoordinator } from '../../domain/caller.ts';
import { sendPage } from '../page.ts';
import { readerOf, type Web } from '../reader.ts';
import { coordinationPage } from '../views/coordination-page.ts';

/** The way to all that coordinators do. */
export function coordinationRoutes(fastify: FastifyInstance, web: Web): void {
  fastify.get('/coordinamento', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    requireCoordinator(reader.signedIn.caller);
    return sendPage(reply, coordinationPage(reader));
  });
}
