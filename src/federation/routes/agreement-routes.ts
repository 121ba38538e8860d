import type { FastifyInstance } from 'fastify';
import { agreementOf } from '../../domain/agreements/agreement-reads.ts';
import { isId } from '../../platform/ids.ts';
import type { Federation } from '../federation.ts';
import { agreementToJson } from '../json/agreement-to-json.ts';
import { notFound } from './answer.ts';
import { sendPrivateJson, signedReader } from './signed-reader.ts';

/** `/agreements/{id}`: for its two sides, who sign their request; for all others it is not there. */
export function agreementRoutes(app: FastifyInstance, federation: Federation): void {
  app.get<{ Params: { id: string } }>('/agreements/:id', async (request, reply) => {
    const { id } = request.params;
    const reader = isId(id) ? await signedReader(federation, request) : undefined;
    const view = reader && (await agreementOf(federation.domain.db, [reader.id], id));
    const isOurs = view?.agreement.uri === federation.domain.addresses.agreement(id);
    return view !== undefined && isOurs ? sendPrivateJson(reply, agreementToJson(view)) : notFound(reply);
  });
}
