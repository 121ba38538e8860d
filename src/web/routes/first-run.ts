import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { inviteByLetter } from '../../domain/accounts/invite.ts';
import { limitAttempts } from '../../domain/accounts/limit-attempts.ts';
import { type Caller as AnyCaller, requireCoordinator } from '../../domain/caller.ts';
import { endFirstRun } from '../../domain/node/end-first-run.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { sendPage } from '../page.ts';
import { readerOf, type Web } from '../reader.ts';
import { signedForm, type Typed } from '../typed.ts';
import { FIRST_RUN_PATH, type FirstRun, firstRunPage } from '../views/first-run-page.ts';

type Caller = Extract<AnyCaller, { kind: 'account' }>;

/** In a quarter of an hour, for what reaches out: checks and test letters. */
const TRIES = 20;
const MAX_INVITED = 30;
const email = z.email({ error: 'email_invalid' }).max(254);

/** What a new node needs first, in any order and at any time: each step stands by itself and may be left out. */
export function firstRunRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain, checks } = web;

  fastify.get(FIRST_RUN_PATH, async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    requireCoordinator(reader.signedIn.caller);
    return sendPage(reply, firstRunPage(reader, {}));
  });

  /** A step that says on the same page what came of it. */
  const step = (
    path: string,
    work: (typed: Typed, locale: 'it' | 'en', caller: Caller) => Promise<FirstRun>,
  ) =>
    fastify.post(`${FIRST_RUN_PATH}${path}`, async (request, reply) => {
      const { reader, signedIn, typed } = await signedForm(web, request, reply);
      requireCoordinator(signedIn.caller);
      try {
        return await sendPage(reply, firstRunPage(reader, await work(typed, reader.locale, signedIn.caller)));
      } catch (error) {
        if (!(error instanceof UserError) || error.kind === 'forbidden') throw error;
        return sendPage(
          reply,
          firstRunPage(reader, { tried: { path, typed, error } }),
          HTTP_STATUS[error.kind],
        );
      }
    });

  step('/indirizzo', async (_typed, _locale, { accountId }) => {
    await limitAttempts(domain, 'first-run', accountId, TRIES);
    return { findings: await checks.outside() };
  });

  step('/posta', async (typed, locale, { accountId }) => {
    const to = parseInput(z.object({ email }), { email: typed.email?.trim() }).email;
    await limitAttempts(domain, 'first-run', accountId, TRIES);
    await checks.sendTestLetter(to, locale);
    return { letterTo: to };
  });

  step('/inviti', async (typed, locale, caller) => {
    const lines = (typed.emails ?? '').split(/[\s,;]+/).filter(Boolean);
    const emails = parseInput(z.object({ emails: z.array(email).min(1, 'value_missing').max(MAX_INVITED) }), {
      emails: [...new Set(lines)],
    }).emails;
    const role = typed.coordinators === undefined ? 'member' : 'coordinator';
    for (const one of emails) await inviteByLetter(domain, caller, role, { email: one, locale });
    return { invited: emails.length };
  });

  fastify.post(`${FIRST_RUN_PATH}/fine`, async (request, reply) => {
    const { signedIn } = await signedForm(web, request, reply);
    await endFirstRun(domain, signedIn.caller);
    return reply.redirect('/coordinamento', 303);
  });
}
