import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ACTIVITY_JSON } from '../media-types.ts';

/**
 * Answers with public ActivityPub JSON, or 304 where the reader has it already (RFC 9110, 13.1.2). `beyond` stands for
 * what the mark is to tell of beside the document itself.
 */
export function sendActivityJson(
  request: FastifyRequest,
  reply: FastifyReply,
  document: string | object,
  status = 200,
  beyond = '',
): FastifyReply {
  const body = typeof document === 'string' ? document : JSON.stringify(document);
  const etag = `"${createHash('sha256').update(body).update(beyond).digest('base64url').slice(0, 27)}"`;
  reply
    .header('vary', 'Accept')
    .header('cache-control', 'public, max-age=0, must-revalidate')
    .header('etag', etag)
    .header('access-control-allow-origin', '*');
  if (status === 200 && request.headers['if-none-match'] === etag) return reply.code(304).send();
  return reply.code(status).type(`${ACTIVITY_JSON}; charset=utf-8`).send(body);
}

export function notFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).header('vary', 'Accept').send({ error: 'not found' });
}
