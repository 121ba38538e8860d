import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Domain } from '../../domain/domain.ts';
import { type ProposalView, proposalById } from '../../domain/proposals/catalogue.ts';
import { closeProposal, reopenProposal, withdrawProposal } from '../../domain/proposals/end-proposal.ts';
import { PURPOSES } from '../../domain/proposals/proposal.ts';
import { changeProposal, publishProposal } from '../../domain/proposals/publish-proposal.ts';
import { rehearse } from '../../domain/rehearse.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { signedUpload } from '../multipart.ts';
import { sendPage } from '../page.ts';
import { picturesIn, picturesOf } from '../pictures-typed.ts';
import { inProposalForm, readProposal, typedProposal } from '../proposal-typed.ts';
import { pathId } from '../query.ts';
import { type Reader, readerOf, type Web } from '../reader.ts';
import { actorIn, idsOf, signedForm, type Typed } from '../typed.ts';
import { type ProposalForm, proposalFormPage } from '../views/proposal-form.ts';

const newQuery = z.object({
  tipo: z.enum(PURPOSES).default('offer').catch('offer'),
  /** The proposal to begin with a copy of. */
  da: z.string().refine(isId).optional().catch(undefined),
});

/** Members write offers and requests, change, copy, close, reopen and withdraw them. */
export function writeProposalRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;

  fastify.get('/offerte/nuova', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const { tipo, da } = parseInput(newQuery, request.query);
    const original = da === undefined ? undefined : await ownProposal(web, reader, da);
    const typed: Typed = original === undefined ? beginning(reader, tipo) : typedProposal(original);
    const pictures = original === undefined ? [] : picturesOf(original.images);
    return sendPage(reply, proposalFormPage(reader, { ...NEW, typed, pictures }));
  });

  fastify.post('/offerte/nuova', async (request, reply) => {
    const { reader, signedIn, typed, files, tooBig } = await signedUpload(web, request, reply);
    const { pictures, error } = await picturesIn(web, typed, files);
    return answer(reader, reply, { ...NEW, typed, pictures }, tooBig ?? error, async (run) => {
      const input = readProposal(typed, pictures, reader.locale, domain.clock.now());
      const { id } = await publishProposal(run, signedIn.caller, actorIn(typed), input);
      return id;
    });
  });

  fastify.get('/offerte/:id/modifica', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const view = await ownProposal(web, reader, pathId(request.params));
    const typed = typedProposal(view);
    return sendPage(
      reply,
      proposalFormPage(reader, { ...changing(view.post.id), typed, pictures: picturesOf(view.images) }),
    );
  });

  fastify.post('/offerte/:id/modifica', async (request, reply) => {
    const { reader, signedIn, typed, files, tooBig } = await signedUpload(web, request, reply);
    const id = pathId(request.params);
    const before = await ownProposal(web, reader, id);
    const { pictures, error } = await picturesIn(web, typed, files);
    return answer(reader, reply, { ...changing(id), typed, pictures }, tooBig ?? error, async (run) => {
      const {
        purpose: _,
        language: __,
        ...input
      } = readProposal(typed, pictures, reader.locale, domain.clock.now());
      await changeProposal(run, signedIn.caller, id, withoutSameStock(input, before));
      return id;
    });
  });

  const steps = {
    concludi: ['closed', closeProposal],
    ritira: ['withdrawn', withdrawProposal],
    riapri: ['reopened', (run, caller, id) => reopenProposal(run, caller, id, undefined)],
  } as const satisfies Record<string, readonly [string, typeof closeProposal]>;
  for (const [path, [done, step]] of Object.entries(steps)) {
    fastify.post(`/offerte/:id/${path}`, async (request, reply) => {
      const { signedIn } = await signedForm(web, request, reply);
      const id = pathId(request.params);
      await step(domain, signedIn.caller, id);
      return reply.redirect(
        done === 'withdrawn' ? `/io/offerte?fatto=${done}` : `/offerte/${id}?fatto=${done}`,
        303,
      );
    });
  }
}

const NEW = { action: '/offerte/nuova', changes: false };
const changing = (id: Id) => ({ action: `/offerte/${id}/modifica`, changes: true });

/** What stands in a form that nobody has written in: where the writer is. */
function beginning({ group, signedIn }: Reader, purpose: 'offer' | 'request'): Typed {
  const at = signedIn?.organisations[0] ?? signedIn?.person;
  const { comune, province } = at?.comune ? at : group;
  return { purpose, ...(comune ? { comune: province ? `${comune} (${province})` : comune } : {}) };
}

/** Publishes or saves, or shows what would come of it; what was typed comes back where it cannot be done. */
async function answer(
  reader: Reader,
  reply: FastifyReply,
  form: ProposalForm,
  wrong: UserError | undefined,
  work: (domain: Domain) => Promise<Id>,
): Promise<FastifyReply> {
  const { domain } = reader.web;
  try {
    if (wrong !== undefined) throw wrong;
    if (form.typed.step === 'preview') {
      const preview = await rehearse(domain, async (run) => proposalById(run.db, await work(run)));
      return sendPage(reply, proposalFormPage(reader, { ...form, preview }));
    }
    const id = await work(domain);
    return reply.redirect(`/offerte/${id}?fatto=${form.changes ? 'saved' : 'published'}`, 303);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const told = error === wrong ? error : inProposalForm(error, form.typed);
    return sendPage(reply, proposalFormPage(reader, { ...form, error: told }), HTTP_STATUS[error.kind]);
  }
}

/** What is left may be less than anyone would announce: it counts only where somebody wrote another number. */
function withoutSameStock<T extends { available?: string | undefined }>(
  input: T,
  { proposal }: ProposalView,
): T | Omit<T, 'available'> {
  if ((input.available ?? '').replace(',', '.') !== (proposal.available ?? '')) return input;
  const { available: _, ...rest } = input;
  return rest;
}

/** @throws {UserError} `not-found` for what is not the reader's, as for what does not exist; `gone` */
async function ownProposal({ domain }: Web, { signedIn }: Reader, id: Id): Promise<ProposalView> {
  const view = await proposalById(domain.db, id);
  const own = signedIn !== undefined && view !== undefined && idsOf(signedIn).includes(view.owner.id);
  const isOpen = view?.post.visibility === 'public' || view?.post.visibility === 'scoped';
  if (!own || !isOpen) throw new UserError('not-found', 'proposal_unknown');
  if (view.post.deletedAt !== null) throw new UserError('gone', 'post_gone');
  return view;
}
