import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SESSION_DAYS } from '../../domain/accounts/account.ts';
import { requirePassword } from '../../domain/accounts/change-account.ts';
import { limitAttempts } from '../../domain/accounts/limit-attempts.ts';
import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  removePasskey,
  signInWithPasskey,
} from '../../domain/accounts/passkeys.ts';
import { signOut } from '../../domain/accounts/sign-in.ts';
import { errorMessage } from '../../messages/messages.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { networkOf } from '../../platform/network.ts';
import { bindVisitor, type Reader, readerOf, requireReadersForm, type Web } from '../reader.ts';
import { nextPage } from '../sign-in-first.ts';
import { signedForm } from '../typed.ts';

const ATTEMPTS_BY_ADDRESS = 30;

const making = z.looseObject({
  current: z.string().max(200).default(''),
  name: z.string().trim().max(60).default(''),
  credential: z.unknown().optional(),
  next: z.string().max(4000).default(''),
});

/** What the script of passkeys asks for, in JSON: `{ options }`, `{ next }`, or `{ error }` in words. */
export function passkeyRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain, cookies } = web;

  /** An answer in JSON to a form of ours. */
  const step = (
    path: string,
    work: (reader: Reader, request: FastifyRequest, reply: FastifyReply) => Promise<object>,
  ): void => {
    fastify.post(path, async (request, reply) => {
      const reader = bindVisitor(await readerOf(web, request, reply), request, reply);
      try {
        requireReadersForm(reader, request);
        return await work(reader, request, reply);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return reply.code(HTTP_STATUS[error.kind]).send({ error: errorMessage(error, reader.locale) });
      }
    });
  };

  step('/io/account/passkey/inizio', async ({ signedIn }, request) => {
    if (signedIn === undefined) throw new UserError('forbidden', 'sign_in_first');
    await requirePassword(domain, signedIn.caller, parseInput(making, request.body).current);
    return { options: await beginPasskey(domain, signedIn.caller, signedIn.person) };
  });

  step('/io/account/passkey', async ({ signedIn }, request) => {
    if (signedIn === undefined) throw new UserError('forbidden', 'sign_in_first');
    const { name, credential } = parseInput(making, request.body);
    await addPasskey(domain, signedIn.caller, credential, name);
    return { next: '/io/account?fatto=passkey' };
  });

  fastify.post('/io/account/passkey-togli', async (request, reply) => {
    const { signedIn, typed } = await signedForm(web, request, reply);
    await removePasskey(domain, signedIn.caller, typed.id ?? '');
    return reply.redirect('/io/account?fatto=passkey', 303);
  });

  step('/accedi/passkey/inizio', async (_reader, request) => {
    await limitAttempts(domain, 'passkey-from', networkOf(request.ip), ATTEMPTS_BY_ADDRESS);
    return { options: await beginPasskeySignIn(domain) };
  });

  step('/accedi/passkey', async (_reader, request, reply) => {
    await limitAttempts(domain, 'passkey-from', networkOf(request.ip), ATTEMPTS_BY_ADDRESS);
    const { credential, next } = parseInput(making, request.body);
    const token = await signInWithPasskey(domain, credential, request.headers['user-agent'] ?? '');
    const before = cookies.read(request, 'session');
    if (before !== undefined) await signOut(domain, before);
    cookies.clear(reply, 'visitor');
    cookies.write(reply, 'session', token, SESSION_DAYS);
    return { next: nextPage(next) };
  });
}
