import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { countAttempt } from '../../domain/accounts/limit-attempts.ts';
import { licenceOf } from '../../domain/node/licences.ts';
import { nodeActors } from '../../domain/node/node-reads.ts';
import { errorMessage, messages } from '../../messages/messages.ts';
import { negotiateLocale } from '../../messages/negotiate-locale.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { DATA_SET_NAMES, DATA_SETS } from '../data/data-sets.ts';
import { FORMATS, MEDIA_TYPES, writeRows } from '../data/formats.ts';
import { DATA_PATH, MAX_ROWS, openApi, REQUESTS } from '../data/open-api.ts';
import { sendUnlessKnown } from '../feeds/send-feed.ts';
import { sendPage } from '../page.ts';
import { addressWith } from '../query.ts';
import { addVary, readerOf, type Web } from '../reader.ts';
import { dataPage } from '../views/data-page.ts';
import { layout } from '../views/layout.ts';

const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(MAX_ROWS).default(MAX_ROWS),
  after: z.string().max(60).optional(),
});

/** What is public, for programs: https://spec.openapis.org/oas/v3.1.1 describes it at `openapi.json`. */
export function openDataRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;
  const { origin } = domain.addresses;

  fastify.get('/dati', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    const { openData: words } = messages(reader.locale);
    const main = dataPage(reader);
    return sendPage(reply, layout(reader, { title: words.title, description: words.lead, main }));
  });

  fastify.register(
    async (api) => {
      api.addHook('onRequest', async (request, reply) => {
        reply.headers({
          'access-control-allow-origin': '*',
          'access-control-expose-headers':
            'ETag, Link, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset',
          'cache-control': 'no-cache',
          'cross-origin-resource-policy': 'cross-origin',
        });
        await countRequest(web, request, reply);
      });
      api.setErrorHandler((error, request, reply) => refuse(web, error, request, reply));
      api.setNotFoundHandler((request, reply) =>
        refuse(web, new UserError('not-found', 'page_unknown'), request, reply),
      );

      api.get('/openapi.json', async (request, reply) => {
        const { group, settings } = await nodeActors(domain.db);
        const description = openApi(origin, group.name, licenceOf(settings));
        return sendUnlessKnown(request, reply, MEDIA_TYPES.json, JSON.stringify(description));
      });

      for (const name of DATA_SET_NAMES) {
        const { schema, read } = DATA_SETS[name];
        const columns = Object.keys(schema.shape);
        for (const format of FORMATS) {
          api.get(`/${name}.${format}`, async (request, reply) => {
            const { limit, after } = parseInput(pageQuery, request.query);
            const [page, { settings }] = await Promise.all([read(web, limit, after), nodeActors(domain.db)]);
            const licence = licenceOf(settings);
            const path = `${origin}${DATA_PATH}/${name}.${format}`;
            const next = page.next && addressWith(path, { limit: String(limit), after: page.next });
            const links = [licence && `<${licence.url}>; rel="license"`, next && `<${next}>; rel="next"`];
            const link = links.filter(Boolean).join(', ');
            if (link !== '') reply.header('link', link);
            return sendUnlessKnown(
              request,
              reply,
              MEDIA_TYPES[format],
              writeRows(format, name, columns, page.items, { next, licence }),
            );
          });
        }
      }
    },
    { prefix: DATA_PATH },
  );
}

/** Over all processes, by address; says what is left. @throws {UserError} `too-many` */
async function countRequest({ domain }: Web, { ip }: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { limit, minutes } = REQUESTS;
  const { count, resetsAt } = await countAttempt(domain, 'open-data-from', ip, minutes);
  reply.headers({
    'x-ratelimit-limit': limit,
    'x-ratelimit-remaining': Math.max(limit - count, 0),
    'x-ratelimit-reset': resetsAt.toISOString(),
  });
  if (count <= limit) return;
  reply.header('retry-after', Math.ceil((resetsAt.getTime() - domain.clock.now().getTime()) / 1000));
  throw new UserError('too-many', 'too_many_attempts', { minutes });
}

/** A program is told in JSON, in the language that it asks for. */
function refuse(web: Web, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = error instanceof UserError;
  if (!known) request.log.error({ err: error }, 'open data failed');
  const reason = known ? error : new UserError('unavailable', 'unexpected');
  addVary(reply, 'Accept-Language');
  const locale = negotiateLocale(request.headers['accept-language'], web.locale);
  return reply
    .status(HTTP_STATUS[reason.kind])
    .send({ error: errorMessage(reason, locale), code: reason.code, field: reason.field });
}
