import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { LOCALES } from '../../messages/messages.ts';
import { parseInput } from '../../platform/input.ts';
import type { Web } from '../reader.ts';

const YEAR_DAYS = 365;
const languageQuery = z.object({ l: z.enum(LOCALES), next: z.string().max(2000).default('/') });

export function languageRoutes(fastify: FastifyInstance, { cookies, domain }: Web): void {
  fastify.get('/lingua', (request, reply) => {
    const { l, next } = parseInput(languageQuery, request.query);
    cookies.write(reply, 'lang', l, YEAR_DAYS);
    return reply.header('cache-control', 'no-store').redirect(ownPath(next, domain.addresses.origin), 303);
  });
}

/** Path and query of a page of ours; the home page for an address that a browser would read as another site's. */
function ownPath(next: string, origin: string): string {
  if (!next.startsWith('/') || !URL.canParse(next, origin)) return '/';
  const url = new URL(next, origin);
  const path = url.pathname + url.search;
  return url.origin === origin && !path.startsWith('//') ? path : '/';
}
