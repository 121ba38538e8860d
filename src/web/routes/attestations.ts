import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { actorByHandle } from '../../domain/actors/actor-reads.ts';
import { VISITOR_ROLES } from '../../domain/attestations/attestation.ts';
import {
  type AttestationView,
  attestationById,
  attestationCursor,
  listAttestations,
} from '../../domain/attestations/attestation-reads.ts';
import { issueAttestation } from '../../domain/attestations/issue-attestation.ts';
import { revokeAttestation } from '../../domain/attestations/revoke-attestation.ts';
import { requireCoordinator } from '../../domain/caller.ts';
import type { Domain } from '../../domain/domain.ts';
import { messages } from '../../messages/messages.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { pageOf, readCursor } from '../../platform/pages.ts';
import { html } from '../html.ts';
import { redirectToActivity, sendPage } from '../page.ts';
import { listQuery, PAGE_SIZE, pathId } from '../query.ts';
import { readerOf, type Web } from '../reader.ts';
import { signedForm, type Typed } from '../typed.ts';
import { attestationFormPage, attestationPage } from '../views/attestation-page.ts';
import { attestationCards } from '../views/attestation-parts.ts';
import { layout } from '../views/layout.ts';
import { emptyNotice, pageHead, pager } from '../views/parts.ts';

/** Whose visit the form begins with. */
const formQuery = z.object({ subject: z.string().trim().max(254).default('') });

export function attestationRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;

  fastify.get('/attestazioni', async (request, reply) => {
    const { after } = parseInput(listQuery, request.query);
    const reader = await readerOf(web, request, reply);
    const words = messages(reader.locale).attestations;
    const rows = await listAttestations(domain.db, {}, PAGE_SIZE + 1, readCursor(after));
    const { items, next } = pageOf(rows, PAGE_SIZE, attestationCursor);
    const coordinates = reader.signedIn?.caller.role === 'coordinator';
    return sendPage(
      reply,
      layout(reader, {
        title: words.title,
        description: words.lead,
        section: '/attestazioni',
        main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
${coordinates && html`<p><a class="button" href="/attestazioni/nuova">${words.add}</a></p>`}
${items.length === 0 ? emptyNotice(words.empty) : attestationCards(reader, items, 2)}
${pager(reader, '/attestazioni', { after }, next)}</div>`,
      }),
    );
  });

  fastify.get('/attestazioni/nuova', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    requireCoordinator(reader.signedIn.caller);
    return sendPage(reply, attestationFormPage(reader, parseInput(formQuery, request.query)));
  });

  fastify.post('/attestazioni', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    requireCoordinator(signedIn.caller);
    const visitors = visitorsIn(typed);
    try {
      const { scope = '', visitedOn = '', validUntil = '', text = '', subject = '' } = typed;
      const facts = { scope, visitedOn, validUntil, text, language: reader.locale };
      const { id } = await issueAttestation(domain, signedIn.caller, await requireKnown(domain, subject), {
        ...facts,
        visitors: visitors.map(({ index: _, ...visitor }) => visitor),
      });
      return reply.redirect(`/attestazioni/${id}`, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const shown = attestationFormPage(reader, typed, ofRow(error, visitors));
      return sendPage(reply, shown, HTTP_STATUS[error.kind]);
    }
  });

  fastify.get('/attestazioni/:id', async (request, reply) => {
    const view = await requireAttestation(domain, request.params);
    if (redirectToActivity(request, reply, view.post.uri)) return reply;
    return sendPage(reply, attestationPage(await readerOf(web, request, reply), view));
  });

  fastify.post('/attestazioni/:id/revoca', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const view = await requireAttestation(domain, request.params);
    try {
      await revokeAttestation(domain, signedIn.caller, view.post.id, { reason: typed.reason ?? '' });
      return reply.redirect(`/attestazioni/${view.post.id}`, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return sendPage(
        reply,
        attestationPage(reader, view, { values: typed, error }),
        HTTP_STATUS[error.kind],
      );
    }
  });
}

async function requireAttestation(domain: Domain, params: unknown): Promise<AttestationView> {
  const view = await attestationById(domain.db, pathId(params));
  if (view === undefined) throw new UserError('not-found', 'page_unknown');
  return view;
}

/** "@orto", or "@orto@altrove.example" where we know it already. @throws {UserError} `not-found` */
async function requireKnown({ db, addresses }: Domain, typed: string): Promise<string> {
  const [handle = '', host] = typed.trim().replace(/^@/, '').split('@');
  const actor = await actorByHandle(db, handle, host === addresses.host ? undefined : host);
  if (actor === undefined) throw new UserError('not-found', 'member_unknown', { handle }, 'subject');
  return actor.id;
}

/** The rows of the form that somebody filled in, one for each role. */
function visitorsIn(typed: Typed) {
  return VISITOR_ROLES.map((role, index) => ({
    index,
    role,
    name: typed[`visitors.${index}.name`]?.trim() ?? '',
    territory: typed[`visitors.${index}.territory`]?.trim() ?? '',
  })).filter(({ name, territory }) => name !== '' || territory !== '');
}

/** The error at the row of the form that it is about. */
function ofRow(error: UserError, rows: readonly { readonly index: number }[]): UserError {
  const [, position, part] = /^visitors\.(\d+)\.(\w+)$/.exec(error.field ?? '') ?? [];
  const field = error.field === 'visitors' ? 'visitors.0.name' : undefined;
  const index = rows[Number(position)]?.index;
  if (field === undefined && index === undefined) return error;
  return new UserError(error.kind, error.code, error.params, field ?? `visitors.${index}.${part}`);
}
