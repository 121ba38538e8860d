import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireActingFor } from '../../domain/caller.ts';
import { changeMember } from '../../domain/members/change-member.ts';
import { changeProfile } from '../../domain/members/change-profile.ts';
import { SHOWABLE } from '../../domain/members/member.table.ts';
import { type MemberChange, memberFacts } from '../../domain/members/member.ts';
import { memberRecord } from '../../domain/members/member-reads.ts';
import { proposalsOf } from '../../domain/proposals/catalogue.ts';
import { SECTOR_SLUGS } from '../../domain/taxonomy/sectors.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { signedUpload, type Upload } from '../multipart.ts';
import { nextSteps } from '../next-steps.ts';
import { sendPage } from '../page.ts';
import { placeIn } from '../proposal-typed.ts';
import { PAGE_SIZE, pathId } from '../query.ts';
import { type Reader, readerOf, type Web } from '../reader.ts';
import { idsOf, signedForm, type Typed } from '../typed.ts';
import { memberFormPage, typedMember } from '../views/member-form.ts';
import { ownHome, ownProposalsPage } from '../views/own-pages.ts';

const NEWEST = 6;
const listQuery = z.object({ after: z.string().refine(isId, 'invalid_cursor').optional() });

/** What somebody signed in has for themselves. */
export function ownRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;

  fastify.get('/io', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    const { signedIn } = reader;
    if (signedIn === undefined) return reply.redirect('/accedi', 303);
    const ids = idsOf(signedIn);
    const [steps, proposals] = await Promise.all([
      nextSteps(reader, ids),
      proposalsOf(domain.db, ids, NEWEST),
    ]);
    return sendPage(reply, ownHome(reader, signedIn, steps, proposals));
  });

  fastify.get('/io/offerte', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const { after } = parseInput(listQuery, request.query);
    const rows = await proposalsOf(domain.db, idsOf(reader.signedIn), PAGE_SIZE + 1, after);
    const items = rows.slice(0, PAGE_SIZE);
    const next = rows.length > PAGE_SIZE ? items.at(-1)?.post.id : undefined;
    return sendPage(reply, ownProposalsPage(reader, { items, next, after }));
  });

  fastify.get('/io/pagina/:id', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const record = await ownRecord(web, reader, pathId(request.params));
    return sendPage(reply, memberFormPage(reader, record, typedMember(record)));
  });

  fastify.post('/io/pagina/:id', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const record = await ownRecord(web, reader, pathId(request.params));
    try {
      await changeMember(domain, signedIn.caller, record.member.id, changeIn(typed));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return sendPage(reply, memberFormPage(reader, record, typed, error), HTTP_STATUS[error.kind]);
    }
    return reply.redirect(`/io/pagina/${record.member.id}?fatto=1`, 303);
  });

  fastify.post('/io/pagina/:id/immagini', async (request, reply) => {
    const { reader, signedIn, tooBig, ...upload } = await signedUpload(web, request, reply);
    const record = await ownRecord(web, reader, pathId(request.params));
    try {
      if (tooBig !== undefined) throw tooBig;
      for (const place of ['avatar', 'header'] as const) {
        const picture = pictureIn(upload, place);
        if (picture === undefined) continue;
        await changeProfile(domain, signedIn.caller, record.member.id, { [place]: picture }).catch(
          (error: unknown) => {
            if (!(error instanceof UserError)) throw error;
            throw new UserError(error.kind, error.code, error.params, place);
          },
        );
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const page = memberFormPage(reader, record, typedMember(record), error);
      return sendPage(reply, page, HTTP_STATUS[error.kind]);
    }
    return reply.redirect(`/io/pagina/${record.member.id}?fatto=1`, 303);
  });
}

/** The picture that was chosen, null to take away the one that is there, undefined to leave it. */
function pictureIn({ typed, files }: Pick<Upload, 'typed' | 'files'>, name: 'avatar' | 'header') {
  return files.get(name) ?? (typed[`drop-${name}`] === undefined ? undefined : null);
}

/** @throws {UserError} `forbidden`, the same whether or not there is such a member */
async function ownRecord({ domain }: Web, { signedIn }: Reader, id: string) {
  if (signedIn === undefined) throw new UserError('forbidden', 'sign_in_first');
  requireActingFor(signedIn.caller, id);
  const record = await memberRecord(domain.db, id);
  if (record === undefined) throw new UserError('not-found', 'page_unknown');
  return record;
}

/** An empty field takes back what was said there. */
function changeIn(typed: Typed): MemberChange {
  const place = placeIn(typed);
  return {
    name: typed.name ?? '',
    kind: parseInput(memberFacts.pick({ kind: true }), { kind: typed.kind }).kind,
    summary: typed.summary ?? '',
    sectors: SECTOR_SLUGS.filter((slug) => typed[`sector-${slug}`] !== undefined),
    comune: place?.comune,
    province: place?.province,
    site: typed.site?.trim() || undefined,
    vatNumber: typed.vatNumber?.trim() || undefined,
    email: typed.email?.trim() || undefined,
    shows: SHOWABLE.filter((one) => typed[`show-${one}`] !== undefined),
    listed: typed.listed !== undefined,
  };
}
