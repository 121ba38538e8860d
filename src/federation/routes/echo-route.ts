import { createPublicKey } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { nodeActors } from '../../domain/node/node-reads.ts';
import type { Federation } from '../federation.ts';
import { headerLines } from '../inbox/header-lines.ts';
import { Refusal } from '../inbox/refusal.ts';
import { checkSignaturePolicy } from '../inbox/signature-policy.ts';
import { holdsByRsaSha256 } from '../inbox/verify-draft-cavage.ts';
import { signingKeyOf } from '../keys/own-keys.ts';

/** Where the node asks itself, from outside, whether what others sign arrives here as they signed it. */
export const ECHO_PATH = '/actors/node/echo';

/** 204 for what the node itself signed; else 401 with the reason that an inbox would give. */
export function echoRoute(app: FastifyInstance, federation: Federation): void {
  const { db, clock, addresses } = federation.domain;
  app.post(ECHO_PATH, async (request, reply) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const headers = headerLines(request.raw.rawHeaders);
    const claim = checkSignaturePolicy(headers, clock.now());
    const { application } = await nodeActors(db);
    const own = await signingKeyOf(federation, application.id);
    if (claim.keyId.href !== own.uri || claim.spec === 'rfc9421') throw new Refusal(401, 'key-foreign');
    const target = request.raw.url ?? request.url;
    const key = createPublicKey(own.privateKey);
    const holds = holdsByRsaSha256({ method: 'POST', target, headers, body }, claim, key, addresses);
    if (holds !== true) throw new Refusal(401, 'signature-wrong');
    return reply.code(204).send();
  });
}
