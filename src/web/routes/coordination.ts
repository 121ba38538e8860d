import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { personsOf } from '../../domain/accounts/account-reads.ts';
import { actorsByIds } from '../../domain/actors/actor-reads.ts';
import { requireCoordinator } from '../../domain/caller.ts';
import { eventLog } from '../../domain/history/event-reads.ts';
import { nodeHealth, retryDeadLetter } from '../../domain/node/health.ts';
import { machineRoom } from '../../domain/node/machine-room.ts';
import { askForComparison } from '../../domain/reconciliations/ask-for-comparison.ts';
import { messages } from '../../messages/messages.ts';
import { UserError } from '../../platform/errors.ts';
import { isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { sendPage } from '../page.ts';
import { readerOf, type Web } from '../reader.ts';
import { signedForm } from '../typed.ts';
import { coordinationPage } from '../views/coordination-page.ts';
import { healthPage } from '../views/health-page.ts';
import { logPage } from '../views/log-page.ts';
import { machineRoomPage } from '../views/machine-room-page.ts';

const LOG_SIZE = 60;
const doneQuery = z.object({ fatto: z.enum(['riprova', 'confronta']).optional().catch(undefined) });
const logQuery = z.object({ after: z.string().refine(isId, 'invalid_cursor').optional() });

/** The way to all that coordinators do; what happened, how the federation fares. */
export function coordinationRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;
  const { db } = domain;

  fastify.get('/coordinamento', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    requireCoordinator(reader.signedIn.caller);
    return sendPage(reply, coordinationPage(reader));
  });

  fastify.get('/coordinamento/registro', async (request, reply) => {
    const { after } = parseInput(logQuery, request.query);
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const rows = await eventLog(domain, reader.signedIn.caller, LOG_SIZE + 1, after);
    const events = rows.slice(0, LOG_SIZE);
    const ids = [...new Set(events.flatMap(({ actorId }) => actorId ?? []))];
    const accountIds = [...new Set(events.flatMap(({ caller }) => caller.split(':')[1] ?? []))];
    const [actors, people] = await Promise.all([actorsByIds(db, ids), personsOf(db, accountIds)]);
    const next = rows.length > LOG_SIZE ? events.at(-1)?.id : undefined;
    const page = { events, actors: new Map(actors.map((one) => [one.id, one])), people, next, after };
    return sendPage(reply, logPage(reader, page));
  });

  fastify.get('/coordinamento/salute', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const { fatto } = parseInput(doneQuery, request.query);
    const health = await nodeHealth(domain, reader.signedIn.caller);
    const { coordination, reconciliations } = messages(reader.locale);
    const done = { riprova: coordination.health.retried, confronta: reconciliations.asked };
    return sendPage(reply, healthPage(reader, health, fatto && done[fatto]));
  });

  fastify.get('/coordinamento/macchina', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    return sendPage(reply, machineRoomPage(reader, await machineRoom(domain, reader.signedIn.caller)));
  });

  fastify.post('/coordinamento/salute/riprova', async (request, reply) => {
    const { signedIn, typed } = await signedForm(web, request, reply);
    const { id = '' } = typed;
    if (!isId(id)) throw new UserError('not-found', 'dead_letter_unknown', { id });
    await retryDeadLetter(domain, signedIn.caller, id);
    return reply.redirect('/coordinamento/salute?fatto=riprova', 303);
  });

  fastify.post('/coordinamento/salute/confronta', async (request, reply) => {
    const { signedIn, typed } = await signedForm(web, request, reply);
    const { id = '' } = typed;
    if (!isId(id)) throw new UserError('not-found', 'group_not_followed', { handle: id });
    await askForComparison(domain, signedIn.caller, id);
    return reply.redirect('/coordinamento/salute?fatto=confronta', 303);
  });
}
