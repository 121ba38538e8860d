import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { limitAttempts } from '../../domain/accounts/limit-attempts.ts';
import { versionIn } from '../../domain/charter/charter-reads.ts';
import { apply, type NewApplication } from '../../domain/memberships/apply.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { networkOf } from '../../platform/network.ts';
import { sendPage } from '../page.ts';
import { placeIn } from '../proposal-typed.ts';
import { bindVisitor, type Reader, readerOf, requireReadersForm, type Web } from '../reader.ts';
import { form, type Typed } from '../typed.ts';
import { applicationPage, applicationSentPage, noApplicationsPage } from '../views/application-pages.ts';

/** In a quarter of an hour: enough for a stand at a fair behind one address. */
const REQUESTS_BY_ADDRESS = 20;

/** Somebody asks to belong to the district: for themselves, or with an account for an organisation. */
export function applicationRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;
  const versionOf = ({ group }: Reader) =>
    group.charter === null ? undefined : versionIn(domain.addresses, group.charter);

  fastify.get('/aderisci', async (request, reply) => {
    const reader = bindVisitor(await readerOf(web, request, reply), request, reply);
    const { inviato } = parseInput(z.object({ inviato: z.string().optional() }), request.query);
    if (inviato !== undefined) return sendPage(reply, applicationSentPage(reader));
    if (reader.signedIn === undefined && !reader.settings.takesApplications) {
      return sendPage(reply, noApplicationsPage(reader));
    }
    return sendPage(reply, applicationPage(reader, { version: versionOf(reader), typed: {} }));
  });

  fastify.post('/aderisci', async (request, reply) => {
    const reader = bindVisitor(await readerOf(web, request, reply), request, reply);
    requireReadersForm(reader, request);
    const typed = parseInput(form, request.body);
    try {
      await limitAttempts(domain, 'application-from', networkOf(request.ip), REQUESTS_BY_ADDRESS);
      await apply(domain, reader.signedIn?.caller, requestIn(reader, typed));
      return reply.redirect('/aderisci?inviato=1', 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const shown = applicationPage(reader, { version: versionOf(reader), typed, error });
      return sendPage(reply, shown, HTTP_STATUS[error.kind]);
    }
  });
}

function requestIn({ locale }: Reader, typed: Typed): NewApplication {
  const place = placeIn(typed);
  return {
    name: typed.name ?? '',
    // What is none of them is refused by the use case.
    kind: typed.kind as NewApplication['kind'],
    handle: typed.handle ?? '',
    email: typed.email?.trim() ?? '',
    comune: place?.comune,
    province: place?.province,
    summary: typed.summary,
    message: typed.message,
    charter: typed.accept === undefined ? undefined : typed.charter,
    locale,
  };
}
