import type { FastifyInstance } from 'fastify';
import { requireCoordinator } from '../../domain/caller.ts';
import { dismissMatch } from '../../domain/matches/dismiss-match.ts';
import { openMatches } from '../../domain/matches/match-reads.ts';
import { unmetRequests } from '../../domain/matches/unmet-requests.ts';
import { proposalCursor } from '../../domain/proposals/catalogue.ts';
import { UserError } from '../../platform/errors.ts';
import { isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { pageOf, readCursor } from '../../platform/pages.ts';
import { sendPage } from '../page.ts';
import { afterIdQuery, PAGE_SIZE, unmetQuery } from '../query.ts';
import { readerOf, type Web } from '../reader.ts';
import { signedForm } from '../typed.ts';
import { matchPage, unmetPage } from '../views/match-pages.ts';

const DAY_MS = 86_400_000;
const DAYS = '14';

/** Requests that nobody has met yet, and offers elsewhere that might. */
export function matchRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain, role } = web;

  fastify.get('/richieste', async (request, reply) => {
    const { giorni = DAYS, after } = parseInput(unmetQuery, request.query);
    const reader = await readerOf(web, request, reply);
    const before = new Date(domain.clock.now().getTime() - Number(giorni) * DAY_MS);
    const rows = await unmetRequests(domain.db, before, PAGE_SIZE + 1, readCursor(after));
    return sendPage(reply, unmetPage(reader, pageOf(rows, PAGE_SIZE, proposalCursor), giorni, after));
  });

  // A network shows everyone what its districts publish; within a district it is for those who bring people together.
  fastify.get('/abbinamenti', async (request, reply) => {
    const { after } = parseInput(afterIdQuery, request.query);
    const reader = await readerOf(web, request, reply);
    if (role === 'district') {
      if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
      requireCoordinator(reader.signedIn.caller);
    }
    return sendPage(reply, matchPage(reader, await openMatches(domain.db, PAGE_SIZE, after), after));
  });

  fastify.post('/abbinamenti/togli', async (request, reply) => {
    const { signedIn, typed } = await signedForm(web, request, reply);
    const { id = '' } = typed;
    if (!isId(id)) throw new UserError('not-found', 'match_unknown');
    await dismissMatch(domain, signedIn.caller, id);
    return reply.redirect('/abbinamenti', 303);
  });
}
