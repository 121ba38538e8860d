import type { FastifyRequest } from 'fastify';
import type { StatusReader } from '../entities/status.ts';
import type { Mastodon } from '../mastodon.ts';
import { localeOf } from './errors.ts';

/** Who reads, perhaps nobody that we know. */
export function readerOf(mastodon: Mastodon, request: FastifyRequest): StatusReader {
  return { actor: request.access?.user?.actor, locale: localeOf(mastodon, request) };
}
