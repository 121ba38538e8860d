import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { addressToConfirm, confirmEmail } from '../../domain/accounts/confirm-email.ts';
import { limitAttempts } from '../../domain/accounts/limit-attempts.ts';
import { askForReset, resetIsOpen, resetPassword } from '../../domain/accounts/reset-password.ts';
import { messages } from '../../messages/messages.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { networkOf } from '../../platform/network.ts';
import { sendPage } from '../page.ts';
import { bindVisitor, readerOf, requireReadersForm, type Web } from '../reader.ts';
import {
  askForResetPage,
  confirmPage,
  donePage,
  newPasswordPage,
  resetAskedPage,
} from '../views/recovery-pages.ts';

const ASKED_BY_ADDRESS = 10;
const ASKED_FOR_ACCOUNT = 3;
const KEYS_TRIED = 30;

const field = z.string().max(500).default('');
const tokenInput = z.object({ token: field });

/** A new password for who forgot theirs, and the confirmation of an address: by keys that came in letters. */
export function recoveryRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;

  const visitor = async (request: FastifyRequest, reply: FastifyReply) => {
    // The key in the address is nobody else's to see.
    reply.header('referrer-policy', 'no-referrer');
    return bindVisitor(await readerOf(web, request, reply), request, reply);
  };

  fastify.get('/password-dimenticata', async (request, reply) => {
    return sendPage(reply, askForResetPage(await visitor(request, reply), ''));
  });

  fastify.post('/password-dimenticata', async (request, reply) => {
    const reader = await visitor(request, reply);
    requireReadersForm(reader, request);
    const { email } = parseInput(z.object({ email: field }), request.body);
    try {
      parseInput(z.email({ error: 'email_invalid' }), email.trim());
      await limitAttempts(domain, 'reset-from', networkOf(request.ip), ASKED_BY_ADDRESS);
      await limitAttempts(domain, 'reset-for', email.trim().toLowerCase(), ASKED_FOR_ACCOUNT);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const told = new UserError(error.kind, error.code, error.params, 'email');
      return sendPage(reply, askForResetPage(reader, email, told), HTTP_STATUS[error.kind]);
    }
    await askForReset(domain, email);
    return sendPage(reply, resetAskedPage(reader));
  });

  fastify.get('/nuova-password', async (request, reply) => {
    const { token } = parseInput(tokenInput, request.query);
    const reader = await visitor(request, reply);
    await limitAttempts(domain, 'key-from', networkOf(request.ip), KEYS_TRIED);
    if (!(await resetIsOpen(domain, token))) throw new UserError('gone', 'reset_closed');
    return sendPage(reply, newPasswordPage(reader, token));
  });

  fastify.post('/nuova-password', async (request, reply) => {
    const reader = await visitor(request, reply);
    requireReadersForm(reader, request);
    const { token, password } = parseInput(tokenInput.extend({ password: field }), request.body);
    try {
      await limitAttempts(domain, 'key-from', networkOf(request.ip), KEYS_TRIED);
      await resetPassword(domain, { token, password });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return sendPage(reply, newPasswordPage(reader, token, error), HTTP_STATUS[error.kind]);
    }
    const { reset } = messages(reader.locale).account;
    return sendPage(reply, donePage(reader, reset.title, reset.done));
  });

  // By a button: programs that look at letters open their links.
  fastify.get('/conferma', async (request, reply) => {
    const { token } = parseInput(tokenInput, request.query);
    const reader = await visitor(request, reply);
    await limitAttempts(domain, 'key-from', networkOf(request.ip), KEYS_TRIED);
    return sendPage(reply, confirmPage(reader, token, await addressToConfirm(domain, token)));
  });

  fastify.post('/conferma', async (request, reply) => {
    const reader = await visitor(request, reply);
    requireReadersForm(reader, request);
    await confirmEmail(domain, parseInput(tokenInput, request.body).token);
    const { confirm } = messages(reader.locale).account;
    return sendPage(reply, donePage(reader, confirm.title, confirm.done));
  });
}
