import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ownAccount } from '../../domain/accounts/change-account.ts';
import type { SignedIn } from '../../domain/accounts/sign-in.ts';
import {
  changeSearch,
  forgetSearch,
  saveSearch,
  searchesOf,
  wantDigest,
  wantsDigest,
} from '../../domain/alerts/saved-searches.ts';
import { readSubscription, unsubscribe } from '../../domain/alerts/unsubscribe.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { sendPage } from '../page.ts';
import { filterOf, searchIn } from '../proposal-search.ts';
import { pathId, proposalQuery } from '../query.ts';
import { type Reader, readerOf, type Web } from '../reader.ts';
import { sendSignIn } from '../sign-in-first.ts';
import { signedForm } from '../typed.ts';
import { alertsPage, saveSearchPage, unsubscribedPage, unsubscribePage } from '../views/alert-pages.ts';

const keyIn = z.object({ key: z.string().regex(/^[\w-]{20,100}$/) });

/** Letters of what is new, which somebody asks for, and ends: signed in, or with a letter in hand. */
export function alertRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;

  fastify.get('/avvisi', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return sendSignIn(reader, request, reply);
    return sendPage(reply, await ownAlerts(reader, reader.signedIn));
  });

  fastify.get('/avvisi/nuova', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return sendSignIn(reader, request, reply);
    return sendPage(reply, saveSearchPage(reader, savedIn(request.query).query));
  });

  fastify.post('/avvisi/ricerche', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const { csrf: _, often = '', ...rest } = typed;
    const search = savedIn(rest);
    try {
      await saveSearch(domain, signedIn.caller, { ...search, often });
      return reply.redirect('/avvisi', 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return sendPage(reply, saveSearchPage(reader, search.query, error), HTTP_STATUS[error.kind]);
    }
  });

  fastify.post('/avvisi/ricerche/:id', async (request, reply) => {
    const { signedIn, typed } = await signedForm(web, request, reply);
    await changeSearch(domain, signedIn.caller, pathId(request.params), typed.often ?? '');
    return reply.redirect('/avvisi', 303);
  });

  fastify.post('/avvisi/ricerche/:id/cancella', async (request, reply) => {
    const { signedIn } = await signedForm(web, request, reply);
    await forgetSearch(domain, signedIn.caller, pathId(request.params));
    return reply.redirect('/avvisi', 303);
  });

  fastify.post('/avvisi/riassunto', async (request, reply) => {
    const { signedIn, typed } = await signedForm(web, request, reply);
    await wantDigest(domain, signedIn.caller, typed.wanted === 'yes');
    return reply.redirect('/avvisi', 303);
  });

  // To open it ends nothing: programs that look through letters open every link.
  fastify.get('/disiscrizione/:key', async (request, reply) => {
    const key = keyOf(request);
    const subscription = readSubscription(domain, key);
    return sendPage(reply, unsubscribePage(await readerOf(web, request, reply), subscription, key));
  });

  // Whoever has the link may: mail programs post to it by themselves, without cookie or origin (RFC 8058, 3.1).
  fastify.post('/disiscrizione/:key', async (request, reply) => {
    await unsubscribe(domain, keyOf(request));
    return sendPage(reply, unsubscribedPage(await readerOf(web, request, reply)));
  });

  function savedIn(input: unknown) {
    const asked = searchIn(parseInput(proposalQuery, input));
    const given = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return { query: Object.fromEntries(given), filter: filterOf(domain, asked).filter };
  }

  async function ownAlerts(reader: Reader, { caller }: SignedIn) {
    const { accountId } = caller;
    const [searches, digest, { emailConfirmedAt }] = await Promise.all([
      searchesOf(domain.db, accountId),
      wantsDigest(domain.db, accountId),
      ownAccount(domain, accountId),
    ]);
    return alertsPage(reader, { searches, digest, isConfirmed: emailConfirmedAt !== null });
  }
}

/** @throws {UserError} `not-found` */
function keyOf(request: FastifyRequest): string {
  const result = keyIn.safeParse(request.params);
  if (!result.success) throw new UserError('not-found', 'unsubscribe_unknown');
  return result.data.key;
}
