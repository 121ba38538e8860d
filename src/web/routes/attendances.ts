import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Caller } from '../../domain/caller.ts';
import type { Domain } from '../../domain/domain.ts';
import { acknowledgeChanges, attend, unattend } from '../../domain/events/attend.ts';
import { attendancesOf } from '../../domain/events/attendance-reads.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { sendPage } from '../page.ts';
import { PAGE_SIZE, pathId } from '../query.ts';
import { readerOf, type Web } from '../reader.ts';
import { actorIn, idsOf, signedForm } from '../typed.ts';
import { attendanceList } from '../views/attendance-list.ts';
import { eventPage } from '../views/event-page.ts';
import { eventPageOf, requireEvent } from './events.ts';

const query = z.object({ after: z.string().refine(isId, 'invalid_cursor').optional() });

/** What the reader says to events, and hears of them since. */
export function attendanceRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;

  fastify.get('/partecipazioni', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const { after } = parseInput(query, request.query);
    const rows = await attendancesOf(domain.db, idsOf(reader.signedIn), PAGE_SIZE + 1, after);
    const items = rows.slice(0, PAGE_SIZE);
    const next = rows.length > PAGE_SIZE ? items.at(-1)?.attendance.id : undefined;
    return sendPage(reply, attendanceList(reader, { items, next, after }));
  });

  const step = (path: string, take: Take, next: (id: Id) => string) =>
    fastify.post(`/eventi/:id/${path}`, async (request, reply) => {
      const { reader, signedIn, typed } = await signedForm(web, request, reply);
      const id = pathId(request.params);
      try {
        await take(domain, signedIn.caller, actorIn(typed), id);
        return reply.redirect(next(id), 303);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        // Whoever comes too late sees how things stand.
        const view = await requireEvent(domain, request.params);
        const page = await eventPageOf(reader, view);
        const tried = { values: typed, error };
        return sendPage(reply, eventPage(reader, { ...page, tried }), HTTP_STATUS[error.kind]);
      }
    });

  step('partecipa', attend, (id) => `/eventi/${id}#attend`);
  step('rinuncia', unattend, (id) => `/eventi/${id}#attend`);
  step('visto', acknowledgeChanges, () => '/partecipazioni');
}

type Take = (domain: Domain, caller: Caller, actorId: Id, id: Id) => Promise<unknown>;
