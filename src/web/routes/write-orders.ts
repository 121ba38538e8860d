import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SignedIn } from '../../domain/accounts/sign-in.ts';
import type { Domain } from '../../domain/domain.ts';
import { cancelOrder } from '../../domain/orders/close-orders.ts';
import { changeOrder, openOrder } from '../../domain/orders/open-order.ts';
import type { NewOrder, OrderChange } from '../../domain/orders/order.ts';
import { catalogue, type ProposalView, proposalById } from '../../domain/proposals/catalogue.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { readDay } from '../../platform/read-day.ts';
import { sendPage } from '../page.ts';
import { pathId } from '../query.ts';
import { readerOf, type Web } from '../reader.ts';
import { actorIn, idsOf, signedForm, type Typed } from '../typed.ts';
import { changeOrderPage, newOrderPage, ORDER_FIELDS, ORDER_TIMES } from '../views/order-form.ts';
import { isOwner, orderPageOf, requireShown } from './orders.ts';

const OFFERS_SHOWN = 20;
const OFFER_FIELD = /^offers\.([1-9]\d{0,18})$/;
const newQuery = z.object({ offerta: z.string().refine(isId).optional().catch(undefined) });

/** Forms to open an order, to change it, and to call it off. */
export function writeOrderRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;

  fastify.get('/ordini/nuovo', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const { offerta } = parseInput(newQuery, request.query);
    const chosen = offerta === undefined ? [] : [offerta];
    const offers = await offersFor(domain, reader.signedIn, chosen);
    return sendPage(
      reply,
      newOrderPage(reader, ownersOf(reader.signedIn), offers, { offers: chosen.join(' ') }),
    );
  });

  fastify.post('/ordini', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const offers = Object.keys(typed).flatMap((name) => OFFER_FIELD.exec(name)?.[1] ?? []);
    try {
      const { title = '', closesAt, ...facts } = factsIn(typed, ORDER_TIMES);
      if (closesAt === undefined) throw new UserError('invalid', 'order_closing_missing', {}, 'closesAt');
      const order = { ...facts, title, closesAt, offers, language: reader.locale };
      const { id } = await openOrder(domain, signedIn.caller, actorIn(typed), order);
      return reply.redirect(`/ordini/${id}`, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const shown = await offersFor(domain, signedIn, offers);
      const values = { ...typed, offers: offers.join(' ') };
      const page = newOrderPage(reader, ownersOf(signedIn), shown, values, inForm(error));
      return sendPage(reply, page, HTTP_STATUS[error.kind]);
    }
  });

  fastify.get('/ordini/:id/modifica', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    return sendPage(
      reply,
      changeOrderPage(reader, await requireOwn(domain, reader.signedIn, request.params)),
    );
  });

  fastify.post('/ordini/:id/modifica', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const view = await requireOwn(domain, signedIn, request.params);
    const { postId } = view.order;
    try {
      await changeOrder(domain, signedIn.caller, postId, factsIn(typed, ['closesAt', 'deliversAt']));
      return reply.redirect(`/ordini/${postId}`, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const page = changeOrderPage(reader, view, { values: typed, error: inForm(error) });
      return sendPage(reply, page, HTTP_STATUS[error.kind]);
    }
  });

  fastify.post('/ordini/:id/annulla', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const view = await requireOwn(domain, signedIn, request.params);
    const { postId } = view.order;
    try {
      await cancelOrder(domain, signedIn.caller, postId, { note: typed.note ?? '' });
      return reply.redirect(`/ordini/${postId}`, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      // Whoever comes too late sees how things stand, with what they typed.
      const fresh = await requireOwn(domain, signedIn, request.params);
      const page = await orderPageOf(reader, fresh, { cancelling: { values: typed, error } });
      return sendPage(reply, page, HTTP_STATUS[error.kind]);
    }
  });
}

/** What was typed; an empty field says nothing, or takes away what was there. */
function factsIn(
  typed: Typed,
  times: readonly (typeof ORDER_TIMES)[number][],
): OrderChange & Pick<Partial<NewOrder>, 'opensAt'> {
  const texts = ORDER_FIELDS.map((name) => [name, typed[name]?.trim() || undefined] as const);
  const moments = times.map((name) => {
    const text = typed[name]?.trim() ?? '';
    return [name, text === '' ? undefined : readDay(text, name)] as const;
  });
  const pickups = (typed.pickups ?? '').split('\n').map((place) => place.trim());
  return {
    ...Object.fromEntries([...texts, ...moments]),
    text: typed.text ?? '',
    pickups: pickups.filter((place) => place !== ''),
  };
}

/** A list is one field of the form. */
function inForm(error: UserError): UserError {
  const [name] = (error.field ?? '').split('.');
  return new UserError(error.kind, error.code, error.params, name);
}

function ownersOf({ person, organisations }: SignedIn) {
  return [...organisations, person];
}

/** The offers that were chosen, then the open ones of those whom the reader acts for. */
async function offersFor(domain: Domain, signedIn: SignedIn, chosen: readonly Id[]): Promise<ProposalView[]> {
  const found = await Promise.all(chosen.slice(0, OFFERS_SHOWN).map((id) => proposalById(domain.db, id)));
  const named = found.filter(
    (view) => view !== undefined && view.post.visibility === 'public' && view.post.deletedAt === null,
  );
  const own = await Promise.all(
    idsOf(signedIn).map((ownerId) =>
      catalogue(domain.db, { purpose: 'offer', from: 'here', ownerId }, OFFERS_SHOWN),
    ),
  );
  const priced = own.flat().filter(({ proposal }) => !proposal.negotiable);
  const all = new Map([...named, ...priced].map((view) => [view?.post.id, view]));
  return [...all.values()].filter((view) => view !== undefined).slice(0, OFFERS_SHOWN);
}

/** @throws {UserError} `not-found`, also for those who do not run it */
async function requireOwn(domain: Domain, signedIn: SignedIn, params: unknown) {
  const view = await requireShown(domain, pathId(params));
  if (!isOwner(signedIn, view) || view.post.deletedAt !== null)
    throw new UserError('not-found', 'page_unknown');
  return view;
}
