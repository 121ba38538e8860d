import type { FastifyInstance } from 'fastify';
import type { SignedIn } from '../../domain/accounts/sign-in.ts';
import { acceptResponse } from '../../domain/agreements/accept.ts';
import { STEPS, type Step } from '../../domain/agreements/agreement.ts';
import {
  type AgreementView,
  agreementCursor,
  agreementOf,
  agreementsOf,
  counterOfferTo,
} from '../../domain/agreements/agreement-reads.ts';
import { cancelAgreement } from '../../domain/agreements/cancel.ts';
import { makeCounterOffer } from '../../domain/agreements/counter-offer.ts';
import { markDone } from '../../domain/agreements/fulfil.ts';
import { rejectResponse } from '../../domain/agreements/reject.ts';
import { respond } from '../../domain/agreements/respond.ts';
import type { Domain } from '../../domain/domain.ts';
import { historyOf } from '../../domain/history/event-reads.ts';
import {
  openProposalsAddressedTo,
  type ProposalView,
  proposalById,
} from '../../domain/proposals/catalogue.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { pageOf, readCursor } from '../../platform/pages.ts';
import { sendPage } from '../page.ts';
import { listQuery, PAGE_SIZE, pathId } from '../query.ts';
import { type Reader, readerOf, type Web } from '../reader.ts';
import { actorIn, amountsIn, idsOf, inForm, signedForm, type Typed } from '../typed.ts';
import { agreementList } from '../views/agreement-list.ts';
import { type AgreementPage, agreementPage, STEP_PATHS } from '../views/agreement-page.ts';
import { seenBy } from '../views/agreement-parts.ts';
import { proposalSheet } from '../views/proposal-page.ts';

const COUNTER_OFFERS_SHOWN = 20;

export function agreementRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;

  fastify.get('/accordi', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const { after } = parseInput(listQuery, request.query);
    const ids = idsOf(reader.signedIn);
    const rows = await agreementsOf(domain.db, ids, {}, PAGE_SIZE + 1, readCursor(after));
    const { items, next } = pageOf(rows, PAGE_SIZE, agreementCursor);
    const offers = await openProposalsAddressedTo(domain.db, ids, COUNTER_OFFERS_SHOWN);
    const page = { items: items.map((view) => seenBy(ids, view)), next };
    const counterOffers = offers.map((offer) => ({ offer, href: `/controproposte/${offer.post.id}` }));
    return sendPage(reply, agreementList(reader, { page, after, counterOffers }));
  });

  fastify.get('/accordi/:id', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const view = await requireAgreement(domain, reader.signedIn, pathId(request.params));
    return sendPage(reply, await pageFor(reader, reader.signedIn, view));
  });

  fastify.get('/controproposte/:id', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const view = await requireAnswerable(domain, idsOf(reader.signedIn), pathId(request.params));
    return sendPage(reply, proposalSheet(reader, view));
  });

  fastify.post('/offerte/:id/risposte', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const view = await requireAnswerable(domain, idsOf(signedIn), pathId(request.params));
    try {
      const { quantity = '', message = '' } = typed;
      const response = { quantity, message, inReturn: amountsIn(typed) };
      const { id } = await respond(domain, signedIn.caller, actorIn(typed), view.post.id, response);
      return reply.redirect(`/accordi/${id}`, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const shown = proposalSheet(reader, view, { values: typed, error: inForm(error, typed) });
      return sendPage(reply, shown, HTTP_STATUS[error.kind]);
    }
  });

  for (const step of STEPS) {
    fastify.post(`/accordi/:id/${STEP_PATHS[step]}`, async (request, reply) => {
      const { reader, signedIn, typed } = await signedForm(web, request, reply);
      const view = await requireAgreement(domain, signedIn, pathId(request.params));
      const { id } = view.agreement;
      try {
        await take[step](domain, signedIn.caller, actorIn(typed), id, typed);
        return reply.redirect(`/accordi/${id}`, 303);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        // Whoever comes too late sees how things stand, with what they typed.
        const fresh = await requireAgreement(domain, signedIn, id);
        const tried = { step, typed: { values: typed, error: inForm(error, typed) } };
        return sendPage(reply, await pageFor(reader, signedIn, fresh, tried), HTTP_STATUS[error.kind]);
      }
    });
  }
}

type Take = (
  domain: Domain,
  caller: SignedIn['caller'],
  actorId: Id,
  id: Id,
  typed: Typed,
) => Promise<unknown>;

const take: Readonly<Record<Step, Take>> = {
  accept: (domain, caller, actorId, id) => acceptResponse(domain, caller, actorId, id),
  reject: (domain, caller, actorId, id, { note = '' }) =>
    rejectResponse(domain, caller, actorId, id, { note }),
  counter: (domain, caller, actorId, id, typed) => {
    const { quantity = '', note = '' } = typed;
    return makeCounterOffer(domain, caller, actorId, id, { quantity, note, inReturn: amountsIn(typed) });
  },
  done: (domain, caller, actorId, id, { note = '' }) => markDone(domain, caller, actorId, id, { note }),
  cancel: (domain, caller, actorId, id, { note = '' }) =>
    cancelAgreement(domain, caller, actorId, id, { note }),
};

async function requireAgreement(domain: Domain, signedIn: SignedIn, id: Id): Promise<AgreementView> {
  const view = await agreementOf(domain.db, idsOf(signedIn), id);
  if (view === undefined) throw new UserError('not-found', 'page_unknown');
  return view;
}

/** A proposal that these may read: a public one, or a counter-offer to one of them. */
async function requireAnswerable(domain: Domain, ids: readonly Id[], id: Id): Promise<ProposalView> {
  const view = await proposalById(domain.db, id);
  const { post } = view ?? {};
  const open =
    post !== undefined &&
    (post.visibility === 'direct' ? ids.includes(post.recipientId ?? '') : post.visibility !== 'followers');
  if (view === undefined || !open || post.deletedAt !== null || view.owner.suspendedAt !== null) {
    throw new UserError('not-found', 'page_unknown');
  }
  return view;
}

async function pageFor(
  reader: Reader,
  signedIn: SignedIn,
  view: AgreementView,
  tried?: AgreementPage['tried'],
) {
  const { db } = reader.web.domain;
  const { agreement } = view;
  const counter = agreement.state === 'rejected' ? await counterOfferTo(db, view) : undefined;
  const [history, proposal, offered] = await Promise.all([
    historyOf(db, agreement.id),
    proposalById(db, agreement.stockPostId ?? agreement.postId),
    counter && proposalById(db, counter.id),
  ]);
  return agreementPage(reader, {
    seen: seenBy(idsOf(signedIn), view),
    history,
    proposal,
    counterOffer: offered?.proposal.state === 'open' ? offered : undefined,
    tried,
  });
}
