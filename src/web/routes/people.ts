import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { invite, inviteByLetter } from '../../domain/accounts/invite.ts';
import {
  changeRole,
  dismissRepresentative,
  listPeople,
  openInvitations,
  revokeInvitation,
} from '../../domain/accounts/people.ts';
import { appointRepresentative, type SignedIn } from '../../domain/accounts/sign-in.ts';
import { requireLocalActor } from '../../domain/actors/actor-reads.ts';
import { messages } from '../../messages/messages.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { sendPage } from '../page.ts';
import { PAGE_SIZE, pathId } from '../query.ts';
import { type Reader, readerOf, type Web } from '../reader.ts';
import { signedForm } from '../typed.ts';
import { type PeoplePage, peoplePage } from '../views/people-page.ts';

const PATH = '/coordinamento/persone';
const query = z.object({
  after: z.string().refine(isId, 'invalid_cursor').optional(),
  fatto: z.string().optional(),
});
const roleInput = z.enum(['coordinator', 'member'], { error: 'value_missing' });

/** For coordinators: who can sign in, with which rights, and invitations. */
export function peopleRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;

  const send = async (
    reply: FastifyReply,
    reader: Reader,
    { caller }: SignedIn,
    page: Partial<PeoplePage>,
    status = 200,
  ) => {
    const [rows, invitations] = await Promise.all([
      listPeople(domain, caller, PAGE_SIZE + 1, page.after),
      openInvitations(domain, caller),
    ]);
    const people = rows.slice(0, PAGE_SIZE);
    const next = rows.length > PAGE_SIZE ? people.at(-1)?.id : undefined;
    return sendPage(
      reply,
      peoplePage(reader, { after: undefined, ...page, people, next, invitations }),
      status,
    );
  };

  fastify.get(PATH, async (request, reply) => {
    const { after, fatto } = parseInput(query, request.query);
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const { people: words } = messages(reader.locale).coordination;
    return send(reply, reader, reader.signedIn, { after, said: fatto && words.done });
  });

  fastify.post(`${PATH}/invita`, async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const { email = '' } = typed;
    const { people: words } = messages(reader.locale).coordination;
    try {
      const role = parseInput(roleInput, typed.role);
      if (email.trim() !== '') {
        const to = { email: email.trim(), locale: reader.locale };
        await inviteByLetter(domain, signedIn.caller, role, to);
        return await send(reply, reader, signedIn, { said: words.invited(email.trim()) });
      }
      const token = await invite(domain, signedIn.caller, role);
      const link = `${domain.addresses.origin}/iscrizione?token=${token}`;
      return await send(reply, reader, signedIn, { link });
    } catch (error) {
      if (!(error instanceof UserError) || error.kind === 'forbidden') throw error;
      const tried = { form: 'invita', typed, error };
      return send(reply, reader, signedIn, { tried }, HTTP_STATUS[error.kind]);
    }
  });

  fastify.post(`${PATH}/ritira`, async (request, reply) => {
    const { signedIn, typed } = await signedForm(web, request, reply);
    await revokeInvitation(domain, signedIn.caller, typed.key ?? '');
    return reply.redirect(`${PATH}?fatto=1`, 303);
  });

  fastify.post(`${PATH}/:id/ruolo`, async (request, reply) => {
    const { signedIn, typed } = await signedForm(web, request, reply);
    await changeRole(domain, signedIn.caller, pathId(request.params), parseInput(roleInput, typed.role));
    return reply.redirect(`${PATH}?fatto=1`, 303);
  });

  fastify.post(`${PATH}/:id/affida`, async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const id = pathId(request.params);
    try {
      const handle = (typed.handle ?? '').trim().replace(/^@/, '').toLowerCase();
      const actor = await requireLocalActor(domain.db, handle);
      await appointRepresentative(domain, signedIn.caller, id, actor.id);
    } catch (error) {
      if (!(error instanceof UserError) || error.kind === 'forbidden') throw error;
      const told = new UserError(error.kind, error.code, error.params, 'handle');
      const tried = { form: id, typed, error: told };
      return send(reply, reader, signedIn, { tried }, HTTP_STATUS[error.kind]);
    }
    return reply.redirect(`${PATH}?fatto=1`, 303);
  });

  fastify.post(`${PATH}/:id/congeda`, async (request, reply) => {
    const { signedIn, typed } = await signedForm(web, request, reply);
    const { actor = '' } = typed;
    if (!isId(actor)) throw new UserError('not-found', 'page_unknown');
    await dismissRepresentative(domain, signedIn.caller, pathId(request.params), actor);
    return reply.redirect(`${PATH}?fatto=1`, 303);
  });
}
