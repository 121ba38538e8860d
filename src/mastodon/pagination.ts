import type { FastifyReply, FastifyRequest } from 'fastify';
import { stringify } from 'qs';
import { z } from 'zod';
import type { Id } from '../platform/ids.ts';
import { parseInput } from '../platform/input.ts';
import type { IdWindow } from '../platform/pages.ts';
import type { Mastodon } from './mastodon.ts';
import { idInput, optional } from './request/input.ts';

const windowQuery = z.object({
  max_id: optional(idInput),
  since_id: optional(idInput),
  min_id: optional(idInput),
  limit: optional(z.coerce.number().int()),
});

/** Which part of a list is asked for. @throws {UserError} `invalid` for ids that are none */
export function readWindow(
  request: FastifyRequest,
  limits: { readonly default: number; readonly max: number },
): IdWindow {
  const query = parseInput(windowQuery, request.query);
  const limit = Math.min(Math.max(query.limit ?? limits.default, 1), limits.max);
  return { limit, maxId: query.max_id, sinceId: query.since_id, minId: query.min_id };
}

/**
 * Says where the pages before and after begin, by the ids (newest first) that the list is ordered by: these need not
 * be those of the things shown. Any page that holds something says so, for only an empty one is surely the last.
 */
export function linkPages(
  { domain }: Mastodon,
  request: FastifyRequest,
  reply: FastifyReply,
  ids: readonly Id[],
): void {
  const [first, last] = [ids.at(0), ids.at(-1)];
  if (first === undefined || last === undefined) return;
  const {
    max_id: _,
    since_id: __,
    min_id: ___,
    access_token: ____,
    ...rest
  } = request.query as Record<string, unknown>;
  const [path] = request.url.split('?');
  const address = (position: Record<string, Id>) =>
    `${domain.addresses.origin}${path}?${stringify({ ...rest, ...position }, { arrayFormat: 'brackets' })}`;
  reply.header(
    'link',
    `<${address({ max_id: last })}>; rel="next", <${address({ min_id: first })}>; rel="prev"`,
  );
}
