import type { FastifyInstance } from 'fastify';
import { listLetters, readKeptLetter } from '../../domain/letters/letter-reads.ts';
import { isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { sendPage } from '../page.ts';
import { listQuery, PAGE_SIZE, pathId } from '../query.ts';
import { readerOf, type Web } from '../reader.ts';
import { letterListPage, letterPage } from '../views/letter-pages.ts';

/** For coordinators: what the node wrote by e-mail, and what it could not send. */
export function letterRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;

  fastify.get('/coordinamento/lettere', async (request, reply) => {
    const { after } = parseInput(listQuery, request.query);
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const { caller } = reader.signedIn;
    const before = after !== undefined && isId(after) ? after : undefined;
    const rows = await listLetters(domain, caller, PAGE_SIZE + 1, before);
    const items = rows.slice(0, PAGE_SIZE);
    const next = rows.length > PAGE_SIZE ? items.at(-1)?.id : undefined;
    return sendPage(reply, letterListPage(reader, { items, next, after: before }));
  });

  fastify.get('/coordinamento/lettere/:id', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const { caller } = reader.signedIn;
    return sendPage(reply, letterPage(reader, await readKeptLetter(domain, caller, pathId(request.params))));
  });
}
