import type { FastifyInstance } from 'fastify';
import type { SignedIn } from '../../domain/accounts/sign-in.ts';
import type { Domain } from '../../domain/domain.ts';
import { changePledge, pledge, withdrawPledge } from '../../domain/orders/pledge.ts';
import { type PledgeView, pledgeById, pledgeCursor, pledgesOf } from '../../domain/orders/pledge-reads.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { pageOf, readCursor } from '../../platform/pages.ts';
import { sendPage } from '../page.ts';
import { listQuery, PAGE_SIZE, pathId } from '../query.ts';
import { readerOf, type Web } from '../reader.ts';
import { actorIn, idsOf, signedForm, type Typed } from '../typed.ts';
import { pledgeList } from '../views/pledge-list.ts';
import { orderPageOf, requireShown } from './orders.ts';

/** What the reader pledges on orders of this node and of others. */
export function pledgeRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;

  fastify.get('/impegni', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const { after } = parseInput(listQuery, request.query);
    const rows = await pledgesOf(domain.db, idsOf(reader.signedIn), PAGE_SIZE + 1, readCursor(after));
    return sendPage(reply, pledgeList(reader, pageOf(rows, PAGE_SIZE, pledgeCursor), after));
  });

  fastify.post('/ordini/:id/impegni', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const view = await requireShown(domain, pathId(request.params));
    try {
      const line = Number(typed.line ?? 0);
      await pledge(domain, signedIn.caller, actorIn(typed), view.order.postId, { line, ...termsIn(typed) });
      return reply.redirect(`/ordini/${view.order.postId}`, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const fresh = await requireShown(domain, view.order.postId);
      const page = await orderPageOf(reader, fresh, { tried: { typed: { values: typed, error } } });
      return sendPage(reply, page, HTTP_STATUS[error.kind]);
    }
  });

  fastify.post('/impegni/:id/cambia', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const { pledge: before } = await requirePledge(domain, signedIn, request.params);
    try {
      await changePledge(domain, signedIn.caller, actorIn(typed), before.id, termsIn(typed));
      return reply.redirect(`/ordini/${before.orderId}`, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const view = await requireShown(domain, before.orderId);
      const tried = { pledgeId: before.id, typed: { values: typed, error } };
      return sendPage(reply, await orderPageOf(reader, view, { tried }), HTTP_STATUS[error.kind]);
    }
  });

  fastify.post('/impegni/:id/ritira', async (request, reply) => {
    const { signedIn, typed } = await signedForm(web, request, reply);
    const { pledge: before } = await requirePledge(domain, signedIn, request.params);
    await withdrawPledge(domain, signedIn.caller, actorIn(typed), before.id);
    return reply.redirect(`/ordini/${before.orderId}`, 303);
  });
}

function termsIn({ quantity = '', pickup = '', message = '' }: Typed) {
  return { quantity, message, ...(pickup !== '' && { pickup }) };
}

/** @throws {UserError} `not-found`, also for somebody else's */
async function requirePledge(domain: Domain, signedIn: SignedIn, params: unknown): Promise<PledgeView> {
  const view = await pledgeById(domain.db, pathId(params));
  if (view === undefined || !idsOf(signedIn).includes(view.pledge.buyerId)) {
    throw new UserError('not-found', 'page_unknown');
  }
  return view;
}
