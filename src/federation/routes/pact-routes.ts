import type { FastifyInstance } from 'fastify';
import { isPublic, pactById } from '../../domain/pacts/pact-reads.ts';
import { isId } from '../../platform/ids.ts';
import type { Federation } from '../federation.ts';
import { prefersActivityJson } from '../media-types.ts';
import { renderPact } from '../outbox/render-pact.ts';
import { notFound, sendActivityJson } from './answer.ts';
import { sendPrivateJson, signedReader } from './signed-reader.ts';

/** `/pacts/{id}`: for anyone where it is public and has come into force; else for its parties, who sign their request. */
export function pactRoutes(app: FastifyInstance, federation: Federation): void {
  const { db, addresses } = federation.domain;

  app.get<{ Params: { id: string } }>('/pacts/:id', async (request, reply) => {
    const { id } = request.params;
    const view = isId(id) ? await pactById(db, id) : undefined;
    if (view === undefined || view.pact.uri !== addresses.pact(id)) return notFound(reply);
    if (isPublic(view.pact)) {
      const { accept } = request.headers;
      if (accept !== undefined && !prefersActivityJson(accept)) {
        return reply.header('vary', 'Accept').redirect(addresses.pactPage(id));
      }
      return sendActivityJson(request, reply, await renderPact(federation, db, view));
    }
    const reader = await signedReader(federation, request);
    const isParty = view.parties.some(({ uri }) => uri === reader?.uri);
    return isParty ? sendPrivateJson(reply, await renderPact(federation, db, view)) : notFound(reply);
  });
}
