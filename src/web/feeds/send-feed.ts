import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { addressWith } from '../query.ts';
import type { Reader } from '../reader.ts';
import { atom, type Entry, type Feed } from './atom.ts';

/** What all our feeds have in common; `path` is the page's, the feed's is `path.atom`. */
export function feedOf(
  reader: Reader,
  path: string,
  query: Readonly<Record<string, string | undefined>>,
  title: string,
  page: { readonly entries: readonly Entry[]; readonly next: string | undefined },
): Feed {
  const { group, locale, web } = reader;
  const { origin } = web.domain.addresses;
  const address = (parameters: typeof query) => origin + addressWith(`${path}.atom`, parameters);
  const times = page.entries.map((entry) => entry.updated.getTime());
  return {
    id: address({ ...query, after: undefined }),
    title: `${group.name}: ${title}`,
    language: locale,
    updated: new Date(Math.max(group.createdAt.getTime(), ...times)),
    author: { name: group.name, uri: group.url },
    self: address(query),
    alternate: origin + addressWith(path, query),
    next: page.next && address({ ...query, after: page.next }),
    entries: page.entries,
  };
}

export function sendFeed(request: FastifyRequest, reply: FastifyReply, feed: Feed): FastifyReply {
  return sendUnlessKnown(request, reply, 'application/atom+xml; charset=utf-8', atom(feed).toString());
}

/** Answers 304 to a reader that has these very bytes. */
export function sendUnlessKnown(
  request: FastifyRequest,
  reply: FastifyReply,
  mediaType: string,
  body: string,
): FastifyReply {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  reply.header('etag', etag);
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known?.includes(etag) || known?.includes('*')) return reply.status(304).send();
  return reply.type(mediaType).send(body);
}
