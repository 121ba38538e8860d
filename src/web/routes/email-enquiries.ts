import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { limitAttempts } from '../../domain/accounts/limit-attempts.ts';
import { answerEmailEnquiry } from '../../domain/enquiries/answer-email-enquiry.ts';
import { formStamp } from '../../domain/enquiries/email-enquiry.ts';
import { emailEnquiryByKey, emailEnquiryTo } from '../../domain/enquiries/email-enquiry-reads.ts';
import { forgetByKey, forgetEmailEnquiry } from '../../domain/enquiries/forget-email-enquiry.ts';
import {
  confirmEmailEnquiry,
  requireAskable,
  writeAgain,
  writeEmailEnquiry,
} from '../../domain/enquiries/write-email-enquiry.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { networkOf } from '../../platform/network.ts';
import { sendPage } from '../page.ts';
import { pathId } from '../query.ts';
import { bindVisitor, readerOf, requireReadersForm, type Web } from '../reader.ts';
import { actorIn, form, idsOf, signedForm } from '../typed.ts';
import { askedPage, askPage, conversationPage, forgottenPage } from '../views/email-enquiry-pages.ts';
import { enquiryList } from '../views/enquiry-list.ts';

/** In a quarter of an hour. */
const ASKED_BY_NETWORK = 5;
const ASKED_AS_ADDRESS = 3;
const WRITTEN_BY_NETWORK = 20;

const keyIn = z.object({ key: z.string().regex(/^[\w-]{20,100}$/) });

/** Questions by e-mail: of people who have an account nowhere, and the answers to them. */
export function emailEnquiryRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;

  fastify.get('/offerte/:id/domanda', async (request, reply) => {
    const { view } = await askable(request);
    const reader = bindVisitor(await readerOf(web, request, reply), request, reply);
    const { inviato } = parseInput(z.object({ inviato: z.string().optional() }), request.query);
    if (inviato !== undefined) return sendPage(reply, askedPage(reader));
    return sendPage(reply, askPage(reader, view, { stamp: formStamp(domain, view.post.id), typed: {} }));
  });

  fastify.post('/offerte/:id/domanda', async (request, reply) => {
    const { view } = await askable(request);
    const { reader, typed } = await visitorsForm(request, reply);
    const { id } = view.post;
    const { name = '', email = '', text = '', stamp = '', website = '' } = typed;
    try {
      await limitAttempts(domain, 'enquiry-from', networkOf(request.ip), ASKED_BY_NETWORK);
      await limitAttempts(domain, 'enquiry-as', email.trim().toLowerCase(), ASKED_AS_ADDRESS);
      const enquiry = { name, email: email.trim(), text, stamp, website, locale: reader.locale };
      await writeEmailEnquiry(domain, id, enquiry);
      return reply.redirect(`/offerte/${id}/domanda?inviato=1`, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      // A stamp that still serves is kept: only the first time has one to wait.
      const kept = error.code === 'enquiry_form_old' ? formStamp(domain, id) : stamp;
      return sendPage(reply, askPage(reader, view, { stamp: kept, typed, error }), HTTP_STATUS[error.kind]);
    }
  });

  fastify.get('/domanda/:key', async (request, reply) => {
    const key = keyOf(request);
    const view = await emailEnquiryByKey(domain, key);
    const reader = bindVisitor(await readerOf(web, request, reply), request, reply);
    return sendPage(reply, conversationPage(reader, view, key));
  });

  fastify.post('/domanda/:key', async (request, reply) => {
    const { reader, typed } = await visitorsForm(request, reply);
    const key = keyOf(request);
    const { text = '' } = typed;
    try {
      await limitAttempts(domain, 'enquiry-again', networkOf(request.ip), WRITTEN_BY_NETWORK);
      await writeAgain(domain, key, { text });
      return reply.redirect(`/domanda/${key}`, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const view = await emailEnquiryByKey(domain, key);
      return sendPage(reply, conversationPage(reader, view, key, { text, error }), HTTP_STATUS[error.kind]);
    }
  });

  fastify.post('/domanda/:key/conferma', async (request, reply) => {
    await visitorsForm(request, reply);
    const key = keyOf(request);
    await confirmEmailEnquiry(domain, key);
    return reply.redirect(`/domanda/${key}`, 303);
  });

  fastify.post('/domanda/:key/cancella', async (request, reply) => {
    const { reader } = await visitorsForm(request, reply);
    await forgetByKey(domain, keyOf(request));
    return sendPage(reply, forgottenPage(reader));
  });

  fastify.post('/messaggi/email/:id', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const id = pathId(request.params);
    try {
      await answerEmailEnquiry(domain, signedIn.caller, actorIn(typed), id, { text: typed.text ?? '' });
      return reply.redirect(`/messaggi#m${id}`, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const enquiry = await emailEnquiryTo(domain.db, idsOf(signedIn), id);
      if (enquiry === undefined) throw error;
      const tried = { id, typed: { values: typed, error } };
      const list = { items: [enquiry], next: undefined, after: undefined, tried };
      return sendPage(reply, enquiryList(reader, list), HTTP_STATUS[error.kind]);
    }
  });

  fastify.post('/messaggi/email/:id/cancella', async (request, reply) => {
    const { signedIn, typed } = await signedForm(web, request, reply);
    await forgetEmailEnquiry(domain, signedIn.caller, actorIn(typed), pathId(request.params));
    return reply.redirect('/messaggi', 303);
  });

  /** @throws {UserError} `not-found`, also where no letter would leave */
  async function askable(request: FastifyRequest) {
    if (!web.mail) throw new UserError('not-found', 'page_unknown');
    return requireAskable(domain.db, pathId(request.params));
  }

  async function visitorsForm(request: FastifyRequest, reply: FastifyReply) {
    const reader = bindVisitor(await readerOf(web, request, reply), request, reply);
    requireReadersForm(reader, request);
    return { reader, typed: parseInput(form, request.body) };
  }
}

/** @throws {UserError} `gone`, the same as for a conversation that was forgotten */
function keyOf(request: FastifyRequest): string {
  const result = keyIn.safeParse(request.params);
  if (!result.success) throw new UserError('gone', 'enquiry_gone');
  return result.data.key;
}
