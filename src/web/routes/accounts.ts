import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { SESSION_DAYS } from '../../domain/accounts/account.ts';
import { limitAttempts } from '../../domain/accounts/limit-attempts.ts';
import { signIn, signOut } from '../../domain/accounts/sign-in.ts';
import { invitationIsOpen, signUp } from '../../domain/accounts/sign-up.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { sendPage } from '../page.ts';
import { bindVisitor, readerOf, requireReadersForm, type Web } from '../reader.ts';
import { accountPage, noInvitationPage, signInPage, signUpPage } from '../views/account-pages.ts';

/** In a quarter of an hour: an office behind one address gets in, a guesser does not. */
const ATTEMPTS_BY_ADDRESS = 20;
const ATTEMPTS_BY_ACCOUNT = 50;

const field = z.string().max(500).default('');
const signInForm = z.object({ email: field, password: field });
const signUpForm = z.object({ token: field, handle: field, name: field, email: field, password: field });

export function accountRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain, cookies } = web;

  fastify.get('/accedi', async (request, reply) => {
    const reader = bindVisitor(await readerOf(web, request, reply), request, reply);
    if (reader.signedIn !== undefined) return reply.redirect('/io', 303);
    return sendPage(reply, signInPage(reader, ''));
  });

  fastify.post('/accedi', async (request, reply) => {
    const reader = bindVisitor(await readerOf(web, request, reply), request, reply);
    requireReadersForm(reader, request);
    const { email, password } = parseInput(signInForm, request.body);
    try {
      await limitAttempts(domain, 'sign-in-from', networkOf(request.ip), ATTEMPTS_BY_ADDRESS);
      await limitAttempts(domain, 'sign-in-as', email.trim().toLowerCase(), ATTEMPTS_BY_ACCOUNT);
      await openSession(web, request, reply, email, password);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return sendPage(reply, signInPage(reader, email, error), HTTP_STATUS[error.kind]);
    }
    return reply.redirect('/io', 303);
  });

  fastify.get('/iscrizione', async (request, reply) => {
    const { token } = parseInput(z.object({ token: field }), request.query);
    const reader = bindVisitor(await readerOf(web, request, reply), request, reply);
    if (token === '') return sendPage(reply, noInvitationPage(reader), 404);
    await limitAttempts(domain, 'invitation-from', networkOf(request.ip), ATTEMPTS_BY_ADDRESS * 3);
    if (!(await invitationIsOpen(domain, token))) throw new UserError('gone', 'invitation_closed');
    return sendPage(reply, signUpPage(reader, { token }));
  });

  fastify.post('/iscrizione', async (request, reply) => {
    const reader = bindVisitor(await readerOf(web, request, reply), request, reply);
    requireReadersForm(reader, request);
    const form = parseInput(signUpForm, request.body);
    try {
      await limitAttempts(domain, 'sign-up-from', networkOf(request.ip), ATTEMPTS_BY_ADDRESS);
      // Checked first, so that a form without an invitation costs no password hash.
      if (!(await invitationIsOpen(domain, form.token))) throw new UserError('gone', 'invitation_closed');
      await signUp(domain, { ...form, locale: reader.locale });
      await openSession(web, request, reply, form.email, form.password);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return sendPage(reply, signUpPage(reader, form, error), HTTP_STATUS[error.kind]);
    }
    return reply.redirect('/io', 303);
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

  fastify.get('/io', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    return sendPage(reply, accountPage(reader, reader.signedIn));
  });
}

/** A new session under a new name; the one that the browser had before ends. */
async function openSession(
  { domain, cookies }: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  email: string,
  password: string,
): Promise<void> {
  const token = await signIn(domain, email, password);
  const before = cookies.read(request, 'session');
  if (before !== undefined) await signOut(domain, before);
  cookies.clear(reply, 'visitor');
  cookies.write(reply, 'session', token, SESSION_DAYS);
}

/** One subscriber: an IPv4 address, or the /64 that an IPv6 subscriber has to itself. */
function networkOf(ip: string): string {
  const address = ipaddr.process(ip);
  return address instanceof ipaddr.IPv6 ? address.parts.slice(0, 4).join(':') : address.toString();
}
