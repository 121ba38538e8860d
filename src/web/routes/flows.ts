import type { FastifyInstance } from 'fastify';
import { actorsByUri } from '../../domain/actors/actor-reads.ts';
import { requireCoordinator } from '../../domain/caller.ts';
import {
  agreedFlows,
  flowsSaidBy,
  flowsToPublish,
  flowYears,
  reciprocity,
} from '../../domain/flows/flow-reads.ts';
import { publishFlows } from '../../domain/flows/publish-flows.ts';
import { parseInput } from '../../platform/input.ts';
import { sendPage } from '../page.ts';
import { flowQuery } from '../query.ts';
import { readerOf, type Web } from '../reader.ts';
import { signedForm } from '../typed.ts';
import { flowConsentPage, flowPage, LISTED } from '../views/flow-pages.ts';

/** What flows between districts, and where a district says whether it may be known. */
export function flowRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;
  const { db } = domain;

  fastify.get('/flussi', async (request, reply) => {
    const query = parseInput(flowQuery, request.query);
    const reader = await readerOf(web, request, reply);
    const years = await flowYears(db);
    const year = query.anno ?? years[0] ?? domain.clock.now().getFullYear();
    const [flows, balance] = await Promise.all([
      agreedFlows(db, { year, kind: query.kind }, LISTED),
      reciprocity(db, { year, kind: query.kind }, LISTED),
    ]);
    return sendPage(reply, flowPage(reader, { query, year, years, flows, reciprocity: balance }));
  });

  fastify.get('/coordinamento/flussi', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    requireCoordinator(reader.signedIn.caller);
    const { group } = reader;
    const flows = group.flows === null ? await flowsToPublish(db, group) : await flowsSaidBy(db, group);
    const uris = [...new Set(flows.flatMap(({ provider, receiver }) => [provider, receiver]))];
    const names = new Map((await actorsByUri(db, uris)).map(({ uri, name }) => [uri, name]));
    return sendPage(reply, flowConsentPage(reader, flows, names));
  });

  fastify.post('/coordinamento/flussi', async (request, reply) => {
    const { signedIn, typed } = await signedForm(web, request, reply);
    await publishFlows(domain, signedIn.caller, typed.publish === 'yes');
    return reply.redirect('/coordinamento/flussi', 303);
  });
}
