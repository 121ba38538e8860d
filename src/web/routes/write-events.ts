import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SignedIn } from '../../domain/accounts/sign-in.ts';
import type { Actor } from '../../domain/actors/actor.table.ts';
import type { EventView } from '../../domain/events/event-reads.ts';
import { cancelEvent, changeEvent, publishEvent } from '../../domain/events/publish-event.ts';
import { withdrawPost } from '../../domain/posts/withdraw-post.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { sendPage } from '../page.ts';
import { readerOf, type Web } from '../reader.ts';
import { actorIn, idsOf, signedForm, type Typed } from '../typed.ts';
import { changeEventPage, type EVENT_FIELDS, newEventPage, type OwnTried } from '../views/event-form.ts';
import { eventPage } from '../views/event-page.ts';
import { eventPageOf, requireEvent } from './events.ts';

/** Forms to call to an event, to change it, and to call it off. */
export function writeEventRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;

  fastify.get('/eventi/nuovo', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    return sendPage(reply, newEventPage(reader, organisersOf(reader.signedIn, reader.group)));
  });

  fastify.post('/eventi', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    try {
      const facts = { ...factsIn(typed), language: reader.locale };
      const { id } = await publishEvent(domain, signedIn.caller, actorIn(typed), facts);
      return reply.redirect(`/eventi/${id}`, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const page = newEventPage(reader, organisersOf(signedIn, reader.group), { values: typed, error });
      return sendPage(reply, page, HTTP_STATUS[error.kind]);
    }
  });

  fastify.get('/eventi/:id/modifica', async (request, reply) => {
    const view = await requireEvent(domain, request.params);
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    requireOwn(reader.signedIn, view);
    return sendPage(reply, changeEventPage(reader, view));
  });

  fastify.post('/eventi/:id/modifica', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const view = await requireEvent(domain, request.params);
    requireOwn(signedIn, view);
    try {
      await changeEvent(domain, signedIn.caller, view.post.id, factsIn(typed));
      return reply.redirect(`/eventi/${view.post.id}`, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return sendPage(
        reply,
        changeEventPage(reader, view, { values: typed, error }),
        HTTP_STATUS[error.kind],
      );
    }
  });

  const step = async (
    request: FastifyRequest,
    reply: FastifyReply,
    name: OwnTried['step'],
    take: (signedIn: SignedIn, view: EventView, typed: Typed) => Promise<unknown>,
    next: (view: EventView) => string,
  ) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const view = await requireEvent(domain, request.params);
    requireOwn(signedIn, view);
    try {
      await take(signedIn, view, typed);
      return reply.redirect(next(view), 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const page = await eventPageOf(reader, view);
      const ownTried = { step: name, typed: { values: typed, error } };
      return sendPage(reply, eventPage(reader, { ...page, ownTried }), HTTP_STATUS[error.kind]);
    }
  };

  fastify.post('/eventi/:id/annulla', (request, reply) =>
    step(
      request,
      reply,
      'cancel',
      ({ caller }, { post }, { reason = '' }) => cancelEvent(domain, caller, post.id, { reason }),
      ({ post }) => `/eventi/${post.id}`,
    ),
  );

  fastify.post('/eventi/:id/ritira', (request, reply) =>
    step(
      request,
      reply,
      'withdraw',
      ({ caller }, { post }) => withdrawPost(domain, caller, post.id, 'event'),
      () => '/eventi',
    ),
  );
}

/** Those in whose name the reader may call: organisations first. */
function organisersOf({ person, organisations, caller }: SignedIn, group: Actor): readonly Actor[] {
  const forGroup = caller.actsFor.includes(group.id) && !organisations.some(({ id }) => id === group.id);
  return [...(forGroup ? [group] : []), ...organisations, person];
}

/** Whoever does not act for the organiser finds no form. @throws {UserError} `forbidden` */
function requireOwn(signedIn: SignedIn, { event, owner }: EventView): void {
  const ours = event.own && idsOf(signedIn).includes(owner.id);
  if (!ours) throw new UserError('forbidden', 'not_your_member');
}

function factsIn(typed: Typed) {
  const fact = (name: (typeof EVENT_FIELDS)[number]) => typed[name] ?? '';
  return {
    title: fact('title'),
    text: fact('text'),
    start: fact('start'),
    end: fact('end'),
    timeZone: fact('timeZone'),
    venue: fact('venue'),
    street: fact('street'),
    comune: fact('comune'),
    province: fact('province'),
    onlineAddress: fact('onlineAddress'),
    capacity: fact('capacity'),
  };
}
