import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Replica } from '../platform/database/replica.ts';

/** What says who somebody is: an account, a visitor's form, a program, another server. */
const IDENTIFYING = ['cookie', 'authorization', 'signature'] as const;

/**
 * Lets the replica answer what anyone may read: GET by whoever does not say who they are. Who has just written something
 * always does, and so finds it.
 */
export function readFromReplica(app: FastifyInstance, replica: Replica): void {
  app.addHook('onRequest', (request, _reply, done) => {
    replica.allow(isAnonymousRead(request), done);
  });
  app.addHook('onListen', async () => replica.watch());
}

function isAnonymousRead({ method, headers }: FastifyRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && IDENTIFYING.every((name) => headers[name] === undefined);
}
