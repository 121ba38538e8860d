import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireCoordinator } from '../../domain/caller.ts';
import { charterHistory, charterVersion, currentCharter } from '../../domain/charter/charter-reads.ts';
import { publishCharter } from '../../domain/charter/publish-charter.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { sendPage } from '../page.ts';
import { PAGE_SIZE } from '../query.ts';
import { readerOf, type Web } from '../reader.ts';
import { signedForm } from '../typed.ts';
import { charterForm, charterPage, noCharterPage } from '../views/charter-pages.ts';

const versionNumber = z.string().regex(/^[1-9]\d{0,8}$/);
const versionParam = z.object({ version: versionNumber });
const historyQuery = z.object({ before: versionNumber.optional() });

/** The charter, its versions, and where coordinators publish one. */
export function charterRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;
  const { db } = domain;

  fastify.get('/carta', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    const current = await currentCharter(db);
    if (current === undefined) return sendPage(reply, noCharterPage(reader), 404);
    return reply.redirect(`/carta/${current.version}`, 302);
  });

  fastify.get('/carta/nuova', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    requireCoordinator(reader.signedIn.caller);
    const current = await currentCharter(db);
    return sendPage(reply, charterForm(reader, { text: current?.text ?? '' }));
  });

  fastify.post('/carta', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    requireCoordinator(signedIn.caller);
    const { text = '', note = '' } = typed;
    try {
      const { version } = await publishCharter(domain, signedIn.caller, { text, note });
      return reply.redirect(`/carta/${version}`, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return sendPage(reply, charterForm(reader, typed, error), HTTP_STATUS[error.kind]);
    }
  });

  fastify.get('/carta/:version', async (request, reply) => {
    const parameters = versionParam.safeParse(request.params);
    const query = historyQuery.safeParse(request.query);
    if (!parameters.success || !query.success) throw new UserError('not-found', 'page_unknown');
    const version = Number(parameters.data.version);
    const before = query.data.before === undefined ? undefined : Number(query.data.before);
    const [shown, current, previous, rows] = await Promise.all([
      charterVersion(db, version),
      currentCharter(db),
      charterVersion(db, version - 1),
      charterHistory(db, PAGE_SIZE + 1, before),
    ]);
    if (shown === undefined || current === undefined) {
      throw new UserError('not-found', 'charter_version_unknown');
    }
    const reader = await readerOf(web, request, reply);
    const history = rows.slice(0, PAGE_SIZE);
    const older = rows.length > PAGE_SIZE ? history.at(-1)?.version : undefined;
    return sendPage(
      reply,
      charterPage(reader, { shown, current: current.version, previous, history, older }),
    );
  });
}
