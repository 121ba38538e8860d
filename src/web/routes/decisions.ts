import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { type Caller, callerName, operator, requireCoordinator } from '../../domain/caller.ts';
import { castVoice } from '../../domain/decisions/cast-voice.ts';
import type { NewDecision } from '../../domain/decisions/decision.ts';
import {
  DECISION_LISTS,
  type DecisionView,
  decisionById,
  decisionCursor,
  decisionsIn,
  voicesLeft,
  voicesOf,
} from '../../domain/decisions/decision-reads.ts';
import { closeDecision, withdrawDecision } from '../../domain/decisions/end-decision.ts';
import { openDecision } from '../../domain/decisions/open-decision.ts';
import { postById } from '../../domain/posts/post-reads.ts';
import { isForEveryone } from '../../domain/posts/visible-to.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { pageOf, readCursor } from '../../platform/pages.ts';
import { readDay } from '../../platform/read-day.ts';
import { decisionsFeed } from '../feeds/decisions-feed.ts';
import { sendFeed } from '../feeds/send-feed.ts';
import { redirectToActivity, sendPage } from '../page.ts';
import { listQuery, PAGE_SIZE, pathId } from '../query.ts';
import { type Reader, readerOf, type Web } from '../reader.ts';
import { actorIn, idsOf, signedForm, type Typed } from '../typed.ts';
import { positionsIn } from '../views/ballot.ts';
import { decisionForm } from '../views/decision-form.ts';
import { decisionList } from '../views/decision-list.ts';
import { decisionPage, type OwnVoices } from '../views/decision-page.ts';

const decisionsQuery = z.object({
  list: z.enum(DECISION_LISTS).default('open'),
  after: listQuery.shape.after,
});

export function decisionRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;
  const { db } = domain;

  fastify.get('/decisioni', async (request, reply) => {
    const query = parseInput(decisionsQuery, request.query);
    const reader = await readerOf(web, request, reply);
    const rows = await decisionsIn(db, query.list, PAGE_SIZE + 1, readCursor(query.after));
    const { list, after } = query;
    const page = pageOf(rows, PAGE_SIZE, decisionCursor);
    const left = list === 'open' ? await ownVoicesIn(reader, page.items) : new Map();
    return sendPage(reply, decisionList(reader, { list, after }, page, left));
  });

  fastify.get('/decisioni.atom', async (request, reply) => {
    const { after } = parseInput(listQuery, request.query);
    const reader = await readerOf(web, request, reply);
    const rows = await decisionsIn(db, undefined, PAGE_SIZE + 1, readCursor(after));
    return sendFeed(
      request,
      reply,
      decisionsFeed(reader, { after }, pageOf(rows, PAGE_SIZE, decisionCursor)),
    );
  });

  fastify.get('/decisioni/nuova', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    requireCoordinator(reader.signedIn.caller);
    return sendPage(reply, decisionForm(reader));
  });

  fastify.post('/decisioni', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    requireCoordinator(signedIn.caller);
    try {
      const { id } = await openDecision(domain, signedIn.caller, decisionIn(reader, typed));
      return reply.redirect(`/decisioni/${id}`, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const shown = decisionForm(reader, { values: typed, error: atField(error) });
      return sendPage(reply, shown, HTTP_STATUS[error.kind]);
    }
  });

  fastify.get('/decisioni/:id', async (request, reply) => {
    const view = await requireDecision(pathId(request.params));
    if (redirectToActivity(request, reply, view.post.uri)) return reply;
    const reader = await readerOf(web, request, reply);
    return sendPage(reply, decisionPage(reader, view, await ownVoices(reader, view)));
  });

  fastify.post('/decisioni/:id/voti', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const view = await requireDecision(pathId(request.params));
    const { id } = view.post;
    try {
      if (typed.sure !== 'yes') throw new UserError('invalid', 'vote_unconfirmed', {}, 'sure');
      await castVoice(domain, signedIn.caller, actorIn(typed), id, positionsIn(typed));
      return reply.redirect(`/decisioni/${id}`, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      // Whoever comes too late, or votes again, sees how things stand.
      const fresh = await requireDecision(id);
      const shown = decisionPage(reader, fresh, await ownVoices(reader, fresh), { values: typed, error });
      return sendPage(reply, shown, HTTP_STATUS[error.kind]);
    }
  });

  fastify.post('/decisioni/:id/chiusura', async (request, reply) => {
    const { signedIn } = await signedForm(web, request, reply);
    const id = pathId(request.params);
    await closeDecision(domain, signedIn.caller, id);
    return reply.redirect(`/decisioni/${id}`, 303);
  });

  fastify.post('/decisioni/:id/ritiro', async (request, reply) => {
    const { signedIn } = await signedForm(web, request, reply);
    await withdrawDecision(domain, signedIn.caller, pathId(request.params));
    return reply.redirect('/decisioni', 303);
  });

  /** @throws {UserError} `gone`, or `not-found` for what not everyone may read */
  async function requireDecision(id: Id): Promise<DecisionView> {
    const view = await decisionById(db, id);
    if (view !== undefined && isForEveryone(view.post) && view.author.suspendedAt === null) return view;
    const post = await postById(db, id);
    const isGone = post?.kind === 'question' && post.visibility === 'public' && post.deletedAt !== null;
    throw isGone ? new UserError('gone', 'post_gone') : new UserError('not-found', 'page_unknown');
  }

  async function ownVoicesIn(
    { signedIn }: Reader,
    views: readonly DecisionView[],
  ): Promise<ReadonlyMap<Id, readonly Actor[]>> {
    if (signedIn === undefined) return new Map();
    const speakers = [...signedIn.organisations, signedIn.person];
    const ids = views.map(({ post }) => post.id);
    const left = await voicesLeft(db, ids, idsOf(signedIn));
    return new Map([...left].map(([id, own]) => [id, speakers.filter((actor) => own.includes(actor.id))]));
  }

  async function ownVoices({ signedIn }: Reader, { post, author }: DecisionView): Promise<OwnVoices> {
    if (signedIn === undefined || author.host !== null) return { left: [], cast: [] };
    const voices = new Map(
      (await voicesOf(db, post.id, idsOf(signedIn))).map(({ memberId, castBy }) => [memberId, castBy]),
    );
    const speakers = [...signedIn.organisations, signedIn.person];
    return {
      left: speakers.filter(({ id }) => voices.get(id) === null),
      cast: speakers.flatMap((actor) => {
        const castBy = voices.get(actor.id);
        return castBy ? [{ actor, by: whoCast(castBy, signedIn.caller) }] : [];
      }),
    };
  }
}

function whoCast(castBy: string, caller: Caller): 'you' | 'another' | 'operator' {
  if (castBy === callerName(operator)) return 'operator';
  return castBy === callerName(caller) ? 'you' : 'another';
}

/** @throws {UserError} `invalid` for a date that is none */
function decisionIn({ locale }: Reader, typed: Typed): NewDecision {
  const {
    question = '',
    text = '',
    options = '',
    multiple,
    electorate = '',
    endsAt = '',
    quorum = '',
  } = typed;
  return {
    question,
    text,
    options: options.split('\n').filter((line) => line.trim() !== ''),
    multiple: multiple === 'yes',
    // What is none of them is refused by the use case.
    electorate: electorate as NewDecision['electorate'],
    endsAt: readDay(endsAt, 'endsAt'),
    quorum: quorum.trim() === '' ? undefined : Number(quorum.replace(/%$/, '')),
    language: locale,
  };
}

/** What is wrong with one answer is said at their field. */
function atField(error: UserError): UserError {
  const [field] = (error.field ?? '').split('.');
  return new UserError(error.kind, error.code, error.params, field);
}
