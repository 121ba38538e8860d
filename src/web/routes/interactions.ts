import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { limitAttempts } from '../../domain/accounts/limit-attempts.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { networkOf } from '../../platform/network.ts';
import { type InteractionTarget, knownTarget, targetOf } from '../interaction-target.ts';
import { allowRedirect, sendPage } from '../page.ts';
import { bindVisitor, readerOf, requireReadersForm, type Web } from '../reader.ts';
import { sendSignIn } from '../sign-in-first.ts';
import { openHerePage, ownNodePage } from '../views/interaction-pages.ts';

/** In a quarter of an hour. */
const ASKED_BY_ADDRESS = 30;
const OPENED_BY_ACCOUNT = 120;
const REMEMBERED_DAYS = 365;

const uri = z.string().trim().max(2000);
const query = z.object({ uri: uri.default('') });
const form = z.object({ uri, address: z.string().trim().max(320) });

/** Acting across nodes: visitors go to their own with what they read here, ours come back with what they read there. */
export function interactionRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain, lookup, cookies } = web;

  fastify.get('/dal-tuo-nodo', async (request, reply) => {
    const target = await requireKnown(parseInput(query, request.query).uri);
    const reader = bindVisitor(await readerOf(web, request, reply), request, reply);
    allowRedirect(reply);
    return sendPage(reply, ownNodePage(reader, target, cookies.read(request, 'home') ?? ''));
  });

  // Posted with a form of ours: no link from elsewhere sends anyone to a server that a stranger chose.
  fastify.post('/dal-tuo-nodo', async (request, reply) => {
    const reader = bindVisitor(await readerOf(web, request, reply), request, reply);
    requireReadersForm(reader, request);
    const { address, uri } = parseInput(form, request.body);
    const target = await requireKnown(uri);
    try {
      await limitAttempts(domain, 'own-node-from', networkOf(request.ip), ASKED_BY_ADDRESS);
      const page = await lookup.ownServerPage(address, target.uri, target.intent);
      if (page === undefined) {
        throw new UserError('not-found', 'own_server_unknown', { address }, 'address');
      }
      cookies.write(reply, 'home', address, REMEMBERED_DAYS);
      allowRedirect(reply);
      return reply.redirect(page, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      allowRedirect(reply);
      return sendPage(reply, ownNodePage(reader, target, address, error), HTTP_STATUS[error.kind]);
    }
  });

  // The name that Mastodon gave it, which other servers guess where they do not ask.
  fastify.get('/authorize_interaction', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return sendSignIn(reader, request, reply);
    const { uri } = parseInput(query, request.query);
    if (uri === '') return sendPage(reply, openHerePage(reader, ''));
    try {
      const { accountId } = reader.signedIn.caller;
      await limitAttempts(domain, 'interaction-by', accountId, OPENED_BY_ACCOUNT);
      const found = await lookup.address(uri.replace(/^acct:/i, ''));
      const target = targetOf(found) ?? targetOf(await actorNamed(uri));
      if (target === undefined) throw new UserError('not-found', 'interaction_unknown', {}, 'uri');
      return reply.redirect(target.path, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return sendPage(reply, openHerePage(reader, uri, error), HTTP_STATUS[error.kind]);
    }
  });

  async function actorNamed(written: string) {
    const [, handle] = /^(?:acct:)?@?([^@\s/]+@[^@\s/]+)$/i.exec(written) ?? [];
    const actor = handle === undefined ? undefined : await lookup.actor(handle);
    return actor && { actor };
  }

  /** @throws {UserError} `not-found`, for what is not for everyone too */
  async function requireKnown(address: string): Promise<InteractionTarget> {
    const target = await knownTarget(domain.db, address);
    if (target === undefined) throw new UserError('not-found', 'page_unknown');
    return target;
  }
}
