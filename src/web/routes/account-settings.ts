import { open } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  changeEmail,
  changePassword,
  confirmAgain,
  ownAccount,
  requirePassword,
} from '../../domain/accounts/change-account.ts';
import { deleteAccount } from '../../domain/accounts/delete-account.ts';
import { askForExport, exportsOf } from '../../domain/accounts/exports.ts';
import { passkeysOf } from '../../domain/accounts/passkeys.ts';
import {
  beginSecondStep,
  confirmSecondStep,
  dropSecondStep,
  hasSecondStep,
} from '../../domain/accounts/second-step.ts';
import { closeSession, sessionsOf } from '../../domain/accounts/sessions.ts';
import type { SignedIn } from '../../domain/accounts/sign-in.ts';
import { messages } from '../../messages/messages.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { hashToken } from '../../platform/secrets.ts';
import { sendPage } from '../page.ts';
import { pathId } from '../query.ts';
import { type Reader, readerOf, type Web } from '../reader.ts';
import { signedForm, type Typed } from '../typed.ts';
import {
  type AccountSettings,
  accountSettingsPage,
  beginSecondStepPage,
  recoveryCodesPage,
} from '../views/account-settings.ts';
import { donePage } from '../views/recovery-pages.ts';

type Tried = AccountSettings['tried'];

/** How somebody gets in, and the end of their account. */
export function accountSettingsRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain, cookies } = web;

  const page = async (request: FastifyRequest, reader: Reader, { caller }: SignedIn, tried?: Tried) => {
    const { accountId } = caller;
    const session = cookies.read(request, 'session') ?? '';
    const [{ email, emailConfirmedAt }, secondStep, sessions, exports, passkeys] = await Promise.all([
      ownAccount(domain, accountId),
      hasSecondStep(domain.db, accountId),
      sessionsOf(domain, accountId),
      exportsOf(domain, accountId),
      passkeysOf(domain, accountId),
    ]);
    return accountSettingsPage(reader, {
      email,
      confirmed: emailConfirmedAt !== null,
      secondStep,
      exports,
      passkeys,
      sessions: sessions.map((one) => ({ ...one, isThis: one.key === hashToken(session) })),
      tried,
    });
  };

  fastify.get('/io/account', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    return sendPage(reply, await page(request, reader, reader.signedIn));
  });

  /** A form of the page: does its work, or comes back with what is wrong. */
  const form = (
    path: string,
    work: (signedIn: SignedIn, typed: Typed, session: string) => Promise<void>,
  ): void => {
    fastify.post(`/io/account/${path}`, async (request: FastifyRequest, reply: FastifyReply) => {
      const { reader, signedIn, typed } = await signedForm(web, request, reply);
      try {
        await work(signedIn, typed, cookies.read(request, 'session') ?? '');
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        const tried = { form: path, error, ...(typed.email === undefined ? {} : { email: typed.email }) };
        return sendPage(reply, await page(request, reader, signedIn, tried), HTTP_STATUS[error.kind]);
      }
      return reply.redirect(`/io/account?fatto=${path}`, 303);
    });
  };

  form('email', ({ caller }, { current = '', email = '' }) =>
    changeEmail(domain, caller, { current, email }),
  );
  form('password', ({ caller }, { current = '', password = '' }, session) =>
    changePassword(domain, caller, session, { current, password }),
  );
  form('conferma', ({ caller }) => confirmAgain(domain, caller));
  form('copia', ({ caller }) => askForExport(domain, caller));

  fastify.get('/io/account/copia/:id', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const id = pathId(request.params);
    const own = await exportsOf(domain, reader.signedIn.caller.accountId);
    if (own.every((one) => one.id !== id)) throw new UserError('not-found', 'export_unknown');
    const file = await open(web.exports.path(id)).catch(() => {
      throw new UserError('not-found', 'export_unknown');
    });
    return reply
      .type('application/gzip')
      .header('content-disposition', `attachment; filename="distretto-${id}.tar.gz"`)
      .send(file.createReadStream());
  });

  form('sessioni', ({ caller }, { key = '' }) => closeSession(domain, caller.accountId, key));
  form('secondo-passo-no', async ({ caller }, { current = '' }) => {
    await requirePassword(domain, caller, current);
    await dropSecondStep(domain, caller);
  });

  fastify.get('/io/account/secondo-passo', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const { caller, person } = reader.signedIn;
    return sendPage(reply, beginSecondStepPage(reader, await beginSecondStep(domain, caller, person.handle)));
  });

  fastify.post('/io/account/secondo-passo', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const { caller, person } = signedIn;
    try {
      return sendPage(
        reply,
        recoveryCodesPage(reader, await confirmSecondStep(domain, caller, typed.code ?? '')),
      );
    } catch (error) {
      if (!(error instanceof UserError) || error.kind === 'conflict') throw error;
      const step = await beginSecondStep(domain, caller, person.handle);
      return sendPage(reply, beginSecondStepPage(reader, step, error), HTTP_STATUS[error.kind]);
    }
  });

  fastify.post('/io/account/chiudi', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    try {
      await requirePassword(domain, signedIn.caller, typed.current ?? '');
      await deleteAccount(domain, signedIn.caller);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const tried = { form: 'chiudi', error };
      return sendPage(reply, await page(request, reader, signedIn, tried), HTTP_STATUS[error.kind]);
    }
    cookies.clear(reply, 'session');
    const { settings: words } = messages(reader.locale).account;
    return sendPage(reply, donePage({ ...reader, signedIn: undefined }, words.leave, words.left));
  });
}
