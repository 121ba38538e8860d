import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SignedIn } from '../../domain/accounts/sign-in.ts';
import { actorByUri } from '../../domain/actors/actor-reads.ts';
import type { Domain } from '../../domain/domain.ts';
import { draftPact, revisePact } from '../../domain/pacts/draft-pact.ts';
import {
  isPublic,
  type PactView,
  pactCursor,
  pactFor,
  pactHistory,
  pactsOf,
  publicPacts,
} from '../../domain/pacts/pact-reads.ts';
import { leavePact, refusePact, signPact } from '../../domain/pacts/take-part.ts';
import { errorMessage, messages } from '../../messages/messages.ts';
import { dayOf } from '../../platform/day.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { pageOf, readCursor } from '../../platform/pages.ts';
import { html } from '../html.ts';
import { redirectToActivity, sendPage } from '../page.ts';
import { listQuery, PAGE_SIZE, pathId } from '../query.ts';
import { type Reader, readerOf, type Web } from '../reader.ts';
import { actorIn, idsOf, signedForm, type Typed } from '../typed.ts';
import { layout } from '../views/layout.ts';
import { pactFormPage, supplierPage } from '../views/pact-form.ts';
import { PACT_STEP_PATHS, type PactPage, pactPage } from '../views/pact-page.ts';
import { pactCards } from '../views/pact-parts.ts';
import { emptyNotice, pageHead, pager } from '../views/parts.ts';
import { factsIn, formFor, knownActor, tickedIn } from './pact-form-input.ts';

const MINE_SHOWN = 50;
const supplierQuery = z.object({ supplier: z.string().trim().max(254).default('') });

export function pactRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;
  const { db } = domain;

  fastify.get('/patti', async (request, reply) => {
    const { after } = parseInput(listQuery, request.query);
    const reader = await readerOf(web, request, reply);
    const words = messages(reader.locale).pacts;
    const filter = { on: dayOf(domain.clock.now()) };
    const [rows, mine] = await Promise.all([
      publicPacts(db, filter, PAGE_SIZE + 1, readCursor(after)),
      pactsOf(db, urisOf(reader.signedIn), MINE_SHOWN),
    ]);
    const { items, next } = pageOf(rows, PAGE_SIZE, pactCursor);
    const isFirst = reader.signedIn !== undefined && after === undefined;
    return sendPage(
      reply,
      layout(reader, {
        title: words.title,
        description: words.lead,
        section: '/patti',
        main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
${
  isFirst &&
  html`<p><a class="button" href="/patti/nuovo">${words.add}</a></p>
<section><h2>${words.mine}</h2>${mine.length === 0 ? html`<p class="quiet-text">${words.noneMine}</p>` : pactCards(reader, mine, 3)}</section>`
}
<section><h2>${words.inForce}</h2>
${items.length === 0 ? emptyNotice(words.empty) : pactCards(reader, items, 3)}</section>
${pager(reader, '/patti', { after }, next)}</div>`,
      }),
    );
  });

  fastify.get('/patti/nuovo', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const { supplier: typed } = parseInput(supplierQuery, request.query);
    if (typed === '') return sendPage(reply, supplierPage(reader, typed));
    const supplier = await knownActor(domain, typed);
    if (supplier === undefined) {
      const error = errorMessage(new UserError('not-found', 'supplier_unknown'), reader.locale);
      return sendPage(reply, supplierPage(reader, typed, error), 404);
    }
    const form = await formFor(domain, reader.signedIn, supplier);
    return sendPage(reply, pactFormPage(reader, { ...form, values: {}, ticked: [] }));
  });

  fastify.post('/patti', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    try {
      const facts = await factsIn(domain, typed);
      const supplierId = typed.supplier ?? '';
      const groupIds = facts.partyIds;
      const pact = await draftPact(domain, signedIn.caller, actorIn(typed), {
        ...facts.text,
        supplierId,
        groupIds,
      });
      return reply.redirect(`/patti/${pact.id}`, 303);
    } catch (error) {
      const supplier = await knownActor(domain, typed.supplier ?? '');
      if (!(error instanceof UserError) || supplier === undefined) throw error;
      const form = await formFor(domain, signedIn, supplier);
      const shown = pactFormPage(reader, { ...form, values: typed, ticked: tickedIn(typed), error });
      return sendPage(reply, shown, HTTP_STATUS[error.kind]);
    }
  });

  fastify.get('/patti/:id', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    const view = await requirePact(domain, reader.signedIn, request.params);
    if (isPublic(view.pact) && redirectToActivity(request, reply, view.pact.uri)) return reply;
    return sendPage(reply, await pageFor(reader, view));
  });

  fastify.get('/patti/:id/modifica', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const { pact, form } = await requireRevision(domain, reader.signedIn, request.params);
    const { text } = pact;
    const { title, terms, validFrom, validUntil, contacts, minimum, visibility } = text;
    const leadDays = text.leadDays === null ? '' : String(text.leadDays);
    const values = { title, terms, validFrom, validUntil, contacts, minimum, visibility, leadDays };
    const listed = new Set(text.priceList.map(({ offer }) => offer));
    const ticked = form.offers.filter(({ post }) => listed.has(post.uri)).map(({ post }) => post.id);
    return sendPage(reply, pactFormPage(reader, { ...form, values, ticked, revised: pact }));
  });

  fastify.post('/patti/:id/modifica', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const { pact, form } = await requireRevision(domain, signedIn, request.params);
    try {
      const { text } = await factsIn(domain, typed);
      await revisePact(domain, signedIn.caller, actorIn(typed), pact.id, text);
      return reply.redirect(`/patti/${pact.id}`, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const sent = { ...form, values: typed, ticked: tickedIn(typed), error, revised: pact };
      return sendPage(reply, pactFormPage(reader, sent), HTTP_STATUS[error.kind]);
    }
  });

  for (const step of ['sign', 'refuse', 'leave'] as const) {
    fastify.post(`/patti/:id/${PACT_STEP_PATHS[step]}`, async (request, reply) => {
      const { reader, signedIn, typed } = await signedForm(web, request, reply);
      const { pact } = await requirePact(domain, signedIn, request.params);
      try {
        await take[step](domain, signedIn.caller, actorIn(typed), pact.id, typed);
        return reply.redirect(`/patti/${pact.id}`, 303);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        // Whoever comes too late sees how things stand, with what they typed.
        const fresh = await requirePact(domain, signedIn, request.params);
        const tried = { step, as: typed.as ?? '', typed: { values: typed, error } };
        return sendPage(reply, await pageFor(reader, fresh, tried), HTTP_STATUS[error.kind]);
      }
    });
  }
}

type Take = (domain: Domain, caller: SignedIn['caller'], actorId: Id, id: Id, typed: Typed) => Promise<void>;

const take: Readonly<Record<'sign' | 'refuse' | 'leave', Take>> = {
  sign: (domain, caller, actorId, id, { digest = '' }) => signPact(domain, caller, actorId, id, digest),
  refuse: (domain, caller, actorId, id, { reason = '' }) =>
    refusePact(domain, caller, actorId, id, { reason }),
  leave: (domain, caller, actorId, id, { reason = '' }) => leavePact(domain, caller, actorId, id, { reason }),
};

function urisOf(signedIn: SignedIn | undefined): string[] {
  return signedIn === undefined ? [] : [signedIn.person, ...signedIn.organisations].map(({ uri }) => uri);
}

async function requirePact(
  { db }: Domain,
  signedIn: SignedIn | undefined,
  params: unknown,
): Promise<PactView> {
  const view = await pactFor(db, urisOf(signedIn), pathId(params));
  if (view === undefined) throw new UserError('not-found', 'page_unknown');
  return view;
}

/** A pact that the reader wrote, with the form for its next version. */
async function requireRevision(domain: Domain, signedIn: SignedIn, params: unknown) {
  const { pact } = await requirePact(domain, signedIn, params);
  const supplier = await actorByUri(domain.db, pact.text.supplier);
  const as = [signedIn.person, ...signedIn.organisations].filter(({ uri }) => uri === pact.text.drafter);
  if (as.length === 0 || supplier === undefined) throw new UserError('not-found', 'page_unknown');
  return { pact, form: { ...(await formFor(domain, signedIn, supplier)), as } };
}

async function pageFor(reader: Reader, view: PactView, tried?: PactPage['tried']) {
  const ids = reader.signedIn === undefined ? [] : idsOf(reader.signedIn);
  const own = view.parties.filter(({ actor }) => actor !== undefined && ids.includes(actor.id));
  const { db } = reader.web.domain;
  const history = own.length === 0 ? [] : await pactHistory(db, view.pact.id);
  return pactPage(reader, { view, history, own, tried });
}
