import type { FastifyInstance, FastifyReply } from 'fastify';
import { parseInput } from '../../platform/input.ts';
import { sendPage } from '../page.ts';
import { searchCatalogue } from '../proposal-search.ts';
import { proposalQuery } from '../query.ts';
import { readerOf, type Web } from '../reader.ts';
import { embeddedList, embedPage } from '../views/embed-pages.ts';

const embedQuery = proposalQuery.omit({ after: true });

/** The catalogue within other web sites' pages. */
export function embedRoutes(fastify: FastifyInstance, web: Web): void {
  fastify.get('/embed', async (request, reply) => {
    const query = parseInput(embedQuery, request.query);
    return sendPage(reply, embedPage(await readerOf(web, request, reply), query));
  });

  fastify.get('/embed/offerte', async (request, reply) => {
    const query = parseInput(embedQuery, request.query);
    const reader = await readerOf(web, request, reply);
    const { page } = await searchCatalogue(web.domain, query);
    allowFraming(reply);
    return sendPage(reply, embeddedList(reader, query, page.items));
  });
}

/** Only for what holds no form and is the same for everyone: in a foreign frame a click may be stolen. */
function allowFraming(reply: FastifyReply): void {
  const policy = String(reply.getHeader('content-security-policy') ?? '');
  reply.header('content-security-policy', policy.replace(/frame-ancestors [^;]*/, 'frame-ancestors *'));
  reply.removeHeader('x-frame-options');
}
