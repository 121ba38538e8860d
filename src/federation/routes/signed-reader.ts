import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { blockedAmong } from '../../domain/moderation/blocked-hosts.ts';
import type { Federation } from '../federation.ts';
import { headerLines } from '../inbox/header-lines.ts';
import { Refusal } from '../inbox/refusal.ts';
import { checkSignaturePolicy } from '../inbox/signature-policy.ts';
import { verifySignature } from '../inbox/verify-signature.ts';
import type { JsonObject } from '../json/context.ts';
import { ACTIVITY_JSON } from '../media-types.ts';

/** Who signed a GET; undefined without a signature that holds. */
export async function signedReader(
  federation: Federation,
  request: FastifyRequest,
): Promise<Actor | undefined> {
  const headers = headerLines(request.raw.rawHeaders);
  if (!headers.has('signature')) return undefined;
  const target = request.raw.url ?? request.url;
  try {
    const claim = checkSignaturePolicy(headers, federation.domain.clock.now(), 'GET');
    if ((await blockedAmong(federation.domain.db, [claim.keyId.host])).size > 0) return undefined;
    return await verifySignature(
      federation,
      { method: 'GET', target, headers, body: Buffer.alloc(0) },
      claim,
    );
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** What is for one reader alone stays in no cache. */
export function sendPrivateJson(reply: FastifyReply, document: JsonObject): FastifyReply {
  return reply
    .header('vary', 'Accept, Signature')
    .header('cache-control', 'private, no-store')
    .type(`${ACTIVITY_JSON}; charset=utf-8`)
    .send(JSON.stringify(document));
}
