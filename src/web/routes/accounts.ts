import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SESSION_DAYS } from '../../domain/accounts/account.ts';
import { limitAttempts } from '../../domain/accounts/limit-attempts.ts';
import { finishSignIn, signIn, signOut } from '../../domain/accounts/sign-in.ts';
import { openInvitation, signUp } from '../../domain/accounts/sign-up.ts';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { nodeActors } from '../../domain/node/node-reads.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { networkOf } from '../../platform/network.ts';
import { sendPage } from '../page.ts';
import { bindVisitor, readerOf, requireReadersForm, type Web } from '../reader.ts';
import { nextPage } from '../sign-in-first.ts';
import { noInvitationPage, secondStepPage, signInPage, signUpPage } from '../views/account-pages.ts';

/** In a quarter of an hour: an office behind one address gets in, a guesser does not. */
const ATTEMPTS_BY_ADDRESS = 20;
const ATTEMPTS_BY_ACCOUNT = 50;

const field = z.string().max(500).default('');
const next = z.string().max(4000).default('');
const signInForm = z.object({ email: field, password: field, next });
const signInQuery = z.object({ next });
const codeForm = z.object({ key: field, code: field, next });
const signUpForm = z.object({
  ...{ token: field, handle: field, name: field, email: field, password: field },
  /** The version of the charter that is shown, and whether it is accepted. */
  charter: z.string().max(2000).optional(),
  accept: z.string().max(20).optional(),
});

export function accountRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain, cookies } = web;

  fastify.get('/accedi', async (request, reply) => {
    const reader = bindVisitor(await readerOf(web, request, reply), request, reply);
    const query = parseInput(signInQuery, request.query);
    if (reader.signedIn !== undefined) return reply.redirect(nextPage(query.next), 303);
    return sendPage(reply, signInPage(reader, '', undefined, query.next));
  });

  fastify.post('/accedi', async (request, reply) => {
    const reader = bindVisitor(await readerOf(web, request, reply), request, reply);
    requireReadersForm(reader, request);
    const { email, password, next } = parseInput(signInForm, request.body);
    try {
      await limitAttempts(domain, 'sign-in-from', networkOf(request.ip), ATTEMPTS_BY_ADDRESS);
      await limitAttempts(domain, 'sign-in-as', email.trim().toLowerCase(), ATTEMPTS_BY_ACCOUNT);
      const outcome = await signIn(domain, email, password, agentOf(request));
      if ('secondStep' in outcome)
        return sendPage(reply, secondStepPage(reader, outcome.secondStep, undefined, next));
      await keepSession(web, request, reply, outcome.session);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return sendPage(reply, signInPage(reader, email, error, next), HTTP_STATUS[error.kind]);
    }
    return reply.redirect(nextPage(next), 303);
  });

  fastify.post('/accedi/codice', async (request, reply) => {
    const reader = bindVisitor(await readerOf(web, request, reply), request, reply);
    requireReadersForm(reader, request);
    const { key, code, next } = parseInput(codeForm, request.body);
    try {
      await limitAttempts(domain, 'sign-in-from', networkOf(request.ip), ATTEMPTS_BY_ADDRESS);
      await keepSession(web, request, reply, await finishSignIn(domain, key, code, agentOf(request)));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const page =
        error.kind === 'gone'
          ? signInPage(reader, '', error, next)
          : secondStepPage(reader, key, error, next);
      return sendPage(reply, page, HTTP_STATUS[error.kind]);
    }
    return reply.redirect(nextPage(next), 303);
  });

  fastify.get('/iscrizione', async (request, reply) => {
    const { token } = parseInput(z.object({ token: field }), request.query);
    const reader = bindVisitor(await readerOf(web, request, reply), request, reply);
    if (token === '') return sendPage(reply, noInvitationPage(reader), 404);
    await limitAttempts(domain, 'invitation-from', networkOf(request.ip), ATTEMPTS_BY_ADDRESS * 3);
    const invitation = await openInvitation(domain, token);
    if (invitation === undefined) throw new UserError('gone', 'invitation_closed');
    return sendPage(reply, signUpPage(reader, { token }, invitation.admitted));
  });

  fastify.post('/iscrizione', async (request, reply) => {
    const reader = bindVisitor(await readerOf(web, request, reply), request, reply);
    requireReadersForm(reader, request);
    const form = parseInput(signUpForm, request.body);
    let admitted: Actor | null = null;
    let invited: 'coordinator' | 'member' = 'member';
    try {
      await limitAttempts(domain, 'sign-up-from', networkOf(request.ip), ATTEMPTS_BY_ADDRESS);
      // Checked first, so that a form without an invitation costs no password hash.
      const invitation = await openInvitation(domain, form.token);
      if (invitation === undefined) throw new UserError('gone', 'invitation_closed');
      admitted = invitation.admitted;
      invited = invitation.role;
      const { accept, charter, ...facts } = form;
      const accepted = accept === undefined ? undefined : charter;
      await signUp(domain, { ...facts, charter: accepted, locale: reader.locale });
      const outcome = await signIn(domain, form.email, form.password, agentOf(request));
      if ('session' in outcome) await keepSession(web, request, reply, outcome.session);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return sendPage(reply, signUpPage(reader, form, admitted, error), HTTP_STATUS[error.kind]);
    }
    const { settings } = await nodeActors(domain.db);
    const isFirst = invited === 'coordinator' && settings.welcomedAt === null;
    return reply.redirect(isFirst ? '/coordinamento/inizio' : '/io', 303);
  });

  fastify.post('/esci', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    const session = cookies.read(request, 'session');
    if (reader.signedIn !== undefined && session !== undefined) {
      requireReadersForm(reader, request);
      await signOut(domain, session);
    }
    cookies.clear(reply, 'session');
    return reply.redirect('/', 303);
  });
}

/** A new session under a new name; the one that the browser had before ends. */
async function keepSession(
  { domain, cookies }: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
): Promise<void> {
  const before = cookies.read(request, 'session');
  if (before !== undefined) await signOut(domain, before);
  cookies.clear(reply, 'visitor');
  cookies.write(reply, 'session', token, SESSION_DAYS);
}

function agentOf(request: FastifyRequest): string {
  return request.headers['user-agent'] ?? '';
}
