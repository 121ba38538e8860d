import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireCoordinator } from '../../domain/caller.ts';
import {
  allowHost,
  disallowHost,
  hearOnlyListed,
  listAllowedHosts,
} from '../../domain/moderation/allowed-hosts.ts';
import { blockHost, listBlockedHosts, unblockHost } from '../../domain/moderation/blocked-hosts.ts';
import { listSuspended, restoreActor, suspendActor } from '../../domain/moderation/suspend.ts';
import { neighbourHosts } from '../../domain/node/health.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { sendPage } from '../page.ts';
import { type Reader, readerOf, type Web } from '../reader.ts';
import { signedForm, type Typed } from '../typed.ts';
import { blockPage } from '../views/block-page.ts';
import { suspendedPage } from '../views/suspended-page.ts';

const BLOCKS = '/coordinamento/blocchi';
const SUSPENDED = '/coordinamento/sospesi';

/** For coordinators: which servers and whom the district has nothing to do with. */
export function moderationRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;
  const { db } = domain;

  const servers = async (
    reader: Reader,
    tried: { form: string; typed: Typed; error: UserError } | undefined,
  ) =>
    blockPage(reader, {
      blocked: await listBlockedHosts(db),
      allowed: await listAllowedHosts(db),
      neighbours: await neighbourHosts(db),
      tried,
    });

  fastify.get(BLOCKS, async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    requireCoordinator(reader.signedIn.caller);
    return sendPage(reply, await servers(reader, undefined));
  });

  for (const [path, work] of [
    ['', blockHost],
    ['/ammetti', allowHost],
  ] as const) {
    fastify.post(`${BLOCKS}${path}`, async (request, reply) => {
      const { reader, signedIn, typed } = await signedForm(web, request, reply);
      const { host = '', reason = '' } = typed;
      try {
        await work(domain, signedIn.caller, { host, reason });
      } catch (error) {
        if (!(error instanceof UserError) || error.kind === 'forbidden') throw error;
        return sendPage(reply, await servers(reader, { form: path, typed, error }), HTTP_STATUS[error.kind]);
      }
      return reply.redirect(BLOCKS, 303);
    });
  }

  for (const [path, work] of [
    ['/togli', unblockHost],
    ['/non-ammettere', disallowHost],
  ] as const) {
    fastify.post(`${BLOCKS}${path}`, async (request, reply) => {
      const { signedIn, typed } = await signedForm(web, request, reply);
      await work(domain, signedIn.caller, typed.host ?? '');
      return reply.redirect(BLOCKS, 303);
    });
  }

  fastify.post(`${BLOCKS}/solo-ammessi`, async (request, reply) => {
    const { signedIn, typed } = await signedForm(web, request, reply);
    await hearOnlyListed(domain, signedIn.caller, typed.only === 'on');
    return reply.redirect(BLOCKS, 303);
  });

  fastify.get(SUSPENDED, async (request, reply) => {
    const { address } = parseInput(z.object({ address: z.string().max(300).optional() }), request.query);
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const rows = await listSuspended(domain, reader.signedIn.caller);
    return sendPage(reply, suspendedPage(reader, rows, address === undefined ? {} : { address }));
  });

  fastify.post(SUSPENDED, async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const { address = '', reason = '' } = typed;
    try {
      await suspendActor(domain, signedIn.caller, { address, reason });
    } catch (error) {
      if (!(error instanceof UserError) || error.kind === 'forbidden') throw error;
      const rows = await listSuspended(domain, signedIn.caller);
      return sendPage(reply, suspendedPage(reader, rows, typed, error), HTTP_STATUS[error.kind]);
    }
    return reply.redirect(SUSPENDED, 303);
  });

  fastify.post(`${SUSPENDED}/riammetti`, async (request, reply) => {
    const { signedIn, typed } = await signedForm(web, request, reply);
    const { id = '' } = typed;
    if (!isId(id)) throw new UserError('not-found', 'not_suspended', { handle: id });
    await restoreActor(domain, signedIn.caller, id);
    return reply.redirect(SUSPENDED, 303);
  });
}
