import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { limitAttempts } from '../../domain/accounts/limit-attempts.ts';
import { actorById } from '../../domain/actors/actor-reads.ts';
import { requestFollow, undoFollow } from '../../domain/follows/follow.ts';
import { followsBy } from '../../domain/follows/follow-reads.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { sendPage } from '../page.ts';
import { addressWith, PAGE_SIZE } from '../query.ts';
import { type Reader, readerOf, type Web } from '../reader.ts';
import { sendSignIn } from '../sign-in-first.ts';
import { actorIn, signedForm, type Typed } from '../typed.ts';
import { followingPage } from '../views/following-page.ts';
import { actorPath } from '../views/parts.ts';

/** In a quarter of an hour: addresses are asked of other servers. */
const ASKED_BY_ACCOUNT = 60;

const query = z.object({
  as: z.string().optional(),
  after: z.string().refine(isId, 'invalid_cursor').optional(),
});

/** Whom the reader's own follow: districts, and anyone else. */
export function followRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain, lookup } = web;

  fastify.get('/seguiti', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return sendSignIn(reader, request, reply);
    const { as, after } = parseInput(query, request.query);
    return sendPage(reply, await pageFor(reader, as, after));
  });

  fastify.post('/seguiti', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const { caller } = signedIn;
    try {
      const followed = await meant(caller.accountId, typed);
      await requestFollow(domain, caller, actorIn(typed), followed.id);
      const isByAddress = typed.id === undefined;
      return reply.redirect(
        isByAddress ? addressWith('/seguiti', { as: typed.as }) : `${actorPath(followed)}#follow`,
        303,
      );
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return sendPage(
        reply,
        await pageFor(reader, typed.as, undefined, { values: typed, error }),
        HTTP_STATUS[error.kind],
      );
    }
  });

  fastify.post('/seguiti/smetti', async (request, reply) => {
    const { signedIn, typed } = await signedForm(web, request, reply);
    const { id = '' } = typed;
    if (isId(id)) await undoFollow(domain, signedIn.caller, actorIn(typed), id);
    return reply.redirect(addressWith('/seguiti', { as: typed.as }), 303);
  });

  /** Whom the form names: somebody whose page was looked at, or an address to ask for. @throws {UserError} */
  async function meant(accountId: string, { id, address = '' }: Typed) {
    const known = id !== undefined && isId(id) ? await actorById(domain.db, id) : undefined;
    if (known !== undefined) return known;
    await limitAttempts(domain, 'follow-by', accountId, ASKED_BY_ACCOUNT);
    const written = address.trim();
    const actor = /^https?:/i.test(written) ? await actorAt(written) : await lookup.actor(written);
    if (actor === undefined)
      throw new UserError('not-found', 'handle_unresolved', { handle: written }, 'address');
    return actor;
  }

  async function actorAt(address: string) {
    const found = await lookup.address(address);
    return found !== undefined && 'actor' in found ? found.actor : undefined;
  }

  async function pageFor(
    reader: Reader,
    as: string | undefined,
    after?: string,
    tried?: { readonly values: Typed; readonly error: UserError },
  ) {
    const { signedIn } = reader;
    if (signedIn === undefined) throw new UserError('forbidden', 'sign_in_first');
    const actor = signedIn.organisations.find(({ id }) => id === as) ?? signedIn.person;
    const rows = await followsBy(domain.db, actor.id, { limit: PAGE_SIZE + 1, maxId: after });
    const items = rows.slice(0, PAGE_SIZE);
    const next = rows.length > PAGE_SIZE ? items.at(-1)?.follow.id : undefined;
    return followingPage(reader, { actor, items, next, after, tried });
  }
}
