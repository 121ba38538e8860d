import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { statusesFor } from '../../domain/statuses/status-reads.ts';
import { homeTimeline } from '../../domain/timelines/timeline-reads.ts';
import { isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { sendPage } from '../page.ts';
import { PAGE_SIZE } from '../query.ts';
import { readerOf, type Web } from '../reader.ts';
import { sendSignIn } from '../sign-in-first.ts';
import { newsPage } from '../views/news-page.ts';

const query = z.object({
  as: z.string().optional(),
  after: z.string().refine(isId, 'invalid_cursor').optional(),
});

/** What those that the reader's own follow have published and passed on: the home timeline of clients, in the pages. */
export function newsRoutes(fastify: FastifyInstance, web: Web): void {
  const { db } = web.domain;

  fastify.get('/novita', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    const { signedIn } = reader;
    if (signedIn === undefined) return sendSignIn(reader, request, reply);
    const { as, after } = parseInput(query, request.query);
    const actor = signedIn.organisations.find(({ id }) => id === as) ?? signedIn.person;
    const refs = await homeTimeline(db, actor.id, { limit: PAGE_SIZE + 1, maxId: after });
    const shown = refs.slice(0, PAGE_SIZE);
    const next = refs.length > PAGE_SIZE ? shown.at(-1)?.id : undefined;
    const statuses = await statusesFor(db, actor.id, shown);
    // What is said to one alone stands among the messages.
    const items = statuses.filter(({ post }) => post.visibility !== 'direct' && post.actorId !== actor.id);
    return sendPage(reply, newsPage(reader, { actor, items, next, after }));
  });
}
