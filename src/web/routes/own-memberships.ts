import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { SignedIn } from '../../domain/accounts/sign-in.ts';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { actorByHandle, actorById } from '../../domain/actors/actor-reads.ts';
import { requireCoordinator } from '../../domain/caller.ts';
import type { Domain } from '../../domain/domain.ts';
import { acceptCharter } from '../../domain/memberships/accept-charter.ts';
import { askMembership } from '../../domain/memberships/ask-membership.ts';
import { admitApplicant, refuseApplicant } from '../../domain/memberships/decide-application.ts';
import {
  admitMember,
  admitUnasked,
  leaveGroup,
  refuseMember,
  removeMember,
} from '../../domain/memberships/decide-membership.ts';
import { requireSpeakingFor } from '../../domain/memberships/speak-for.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type MembershipPage, membershipContents } from '../membership-contents.ts';
import { sendPage } from '../page.ts';
import { listQuery } from '../query.ts';
import { type Reader, readerOf, type Web } from '../reader.ts';
import { signedForm, type Typed } from '../typed.ts';
import { askPage, membershipPage, unknownGroupPage } from '../views/membership-pages.ts';

const id = z.string().refine(isId);
const ownPath = z.object({ actor: id });
const stepPath = z.object({ actor: id, membership: id });
const applicationPath = z.object({ application: id });
const askQuery = z.object({ gruppo: z.string().trim().max(254).default('') });

type Take = (
  domain: Domain,
  caller: SignedIn['caller'],
  membershipId: Id,
  remark: { readonly note: string },
) => Promise<unknown>;

const STEPS: Readonly<Record<string, Take>> = {
  accogli: admitMember,
  rifiuta: refuseMember,
  rimuovi: removeMember,
  lascia: leaveGroup,
};
const ANSWERS: Readonly<Record<string, Take>> = { accogli: admitApplicant, rifiuta: refuseApplicant };

/** Who belongs to what, for whoever speaks for a member, an association, the district itself. */
export function ownMembershipRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;
  const { db } = domain;

  fastify.get('/coordinamento/adesioni', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    requireCoordinator(reader.signedIn.caller);
    return reply.redirect(`/adesioni/${reader.group.id}`, 303);
  });

  fastify.get('/adesioni/:actor', async (request, reply) => {
    const { after } = parseInput(listQuery, request.query);
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const actor = await requireOwn(reader.signedIn, inPath(ownPath, request.params).actor);
    return sendPage(reply, membershipPage(reader, await membershipContents(reader, actor, after)));
  });

  fastify.get('/adesioni/:actor/chiedi', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const actor = await requireOwn(reader.signedIn, inPath(ownPath, request.params).actor);
    const { gruppo } = parseInput(askQuery, request.query);
    const group = await findActor(gruppo);
    if (group === undefined) {
      const error = new UserError('not-found', 'group_unknown', {}, 'gruppo');
      return sendPage(reply, unknownGroupPage(reader, actor, gruppo, error), 404);
    }
    return sendPage(reply, askPage(reader, { actor, group, typed: {} }));
  });

  fastify.post('/adesioni/:actor', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const actor = await requireOwn(signedIn, inPath(ownPath, request.params).actor);
    const group = isId(typed.group ?? '') ? await actorById(db, typed.group ?? '') : undefined;
    if (group === undefined) throw new UserError('not-found', 'page_unknown');
    try {
      const charter = typed.accept === undefined ? undefined : typed.charter;
      const asked = { message: typed.message, ...(charter === undefined ? {} : { charter }) };
      await askMembership(domain, signedIn.caller, actor.id, group.id, asked);
      return reply.redirect(`/adesioni/${actor.id}`, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return sendPage(reply, askPage(reader, { actor, group, typed, error }), HTTP_STATUS[error.kind]);
    }
  });

  fastify.post('/adesioni/:actor/carta', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const actor = await requireOwn(signedIn, inPath(ownPath, request.params).actor);
    return tryIt(reader, reply, actor, request.url, typed, () =>
      acceptCharter(
        domain,
        signedIn.caller,
        actor.id,
        typed.accept === undefined ? '' : (typed.charter ?? ''),
      ),
    );
  });

  fastify.post('/adesioni/:actor/accogli', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const actor = await requireOwn(signedIn, inPath(ownPath, request.params).actor);
    return tryIt(reader, reply, actor, request.url, typed, async () => {
      const member = await findActor(typed.address ?? '');
      if (member === undefined) throw new UserError('not-found', 'group_unknown', {}, 'address');
      await admitUnasked(domain, signedIn.caller, actor.id, member.id);
    });
  });

  for (const [step, take] of Object.entries(STEPS)) {
    fastify.post(`/adesioni/:actor/:membership/${step}`, async (request, reply) => {
      const { reader, signedIn, typed } = await signedForm(web, request, reply);
      const path = inPath(stepPath, request.params);
      const actor = await requireOwn(signedIn, path.actor);
      return tryIt(reader, reply, actor, request.url, typed, () =>
        take(domain, signedIn.caller, path.membership, { note: typed.note ?? '' }),
      );
    });
  }

  for (const [answer, take] of Object.entries(ANSWERS)) {
    fastify.post(`/coordinamento/richieste/:application/${answer}`, async (request, reply) => {
      const { reader, signedIn, typed } = await signedForm(web, request, reply);
      const { application } = inPath(applicationPath, request.params);
      requireCoordinator(signedIn.caller);
      return tryIt(reader, reply, reader.group, request.url, typed, () =>
        take(domain, signedIn.caller, application, { note: typed.note ?? '' }),
      );
    });
  }

  /** @throws {UserError} `forbidden`, the same whether or not there is such a member */
  async function requireOwn({ caller }: SignedIn, actorId: Id): Promise<Actor> {
    await requireSpeakingFor(db, caller, actorId);
    const actor = await actorById(db, actorId);
    if (actor === undefined) throw new UserError('not-found', 'page_unknown');
    return actor;
  }

  /** "@name" of this node, "@name@host" of any. */
  async function findActor(typed: string): Promise<Actor | undefined> {
    const [handle = '', host] = typed.replace(/^@/, '').split('@');
    if (handle === '') return undefined;
    if (host === undefined || host === domain.addresses.host) return actorByHandle(db, handle);
    return (await actorByHandle(db, handle, host)) ?? web.lookup.actor(`@${handle}@${host}`);
  }
}

/** Takes a step and goes back to the page; whoever can't sees why, with what they typed. */
async function tryIt(
  reader: Reader,
  reply: FastifyReply,
  actor: Actor,
  action: string,
  typed: Typed,
  step: () => Promise<unknown>,
): Promise<FastifyReply> {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const tried: MembershipPage['tried'] = { action, typed, error };
    const contents = { ...(await membershipContents(reader, actor, undefined)), tried };
    return sendPage(reply, membershipPage(reader, contents), HTTP_STATUS[error.kind]);
  }
  // Whoever left the district has no account any more.
  return reply.redirect(`/adesioni/${actor.id}`, 303);
}

/** @throws {UserError} `not-found` for a path that no page can have */
function inPath<T>(schema: z.ZodType<T>, params: unknown): T {
  const result = schema.safeParse(params);
  if (!result.success) throw new UserError('not-found', 'page_unknown');
  return result.data;
}
