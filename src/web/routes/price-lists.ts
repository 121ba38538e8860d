import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { actorByHandle } from '../../domain/actors/actor-reads.ts';
import { nodeActors } from '../../domain/node/node-reads.ts';
import { catalogue } from '../../domain/proposals/catalogue.ts';
import { productCodesOf } from '../../domain/proposals/product-codes.ts';
import { MAX_PRODUCTS, writeGdxp } from '../../messages/gdxp.ts';
import { UserError } from '../../platform/errors.ts';
import { sendUnlessKnown } from '../feeds/send-feed.ts';
import type { Web } from '../reader.ts';

const handleParam = z.object({ handle: z.string().regex(/^[\w.-]{1,100}$/) });

/** A supplier's open offers, for the programs of buying groups. */
export function priceListRoutes(fastify: FastifyInstance, { domain, locale }: Web): void {
  fastify.get('/listini/:handle.json', async (request, reply) => {
    const { db, clock } = domain;
    const params = handleParam.safeParse(request.params);
    const supplier = params.success ? await actorByHandle(db, params.data.handle, undefined) : undefined;
    if (supplier === undefined || supplier.suspendedAt !== null || supplier.deletedAt !== null) {
      throw new UserError('not-found', 'page_unknown');
    }
    const [offers, codes, { group }] = await Promise.all([
      catalogue(db, { ownerId: supplier.id, purpose: 'offer' }, MAX_PRODUCTS),
      productCodesOf(db, supplier.id),
      nodeActors(db),
    ]);
    const byId = new Map([...codes].map(([code, id]) => [id, code]));
    const list = writeGdxp(supplier, offers, byId, { group, now: clock.now(), locale });
    reply.headers({
      'cache-control': 'no-cache',
      'content-disposition': `attachment; filename="${supplier.handle}-gdxp.json"`,
    });
    return sendUnlessKnown(request, reply, 'application/json; charset=utf-8', JSON.stringify(list));
  });
}
