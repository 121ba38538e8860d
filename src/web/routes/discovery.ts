import type { FastifyInstance, FastifyReply } from 'fastify';
import { limitAttempts } from '../../domain/accounts/limit-attempts.ts';
import { requireCoordinator } from '../../domain/caller.ts';
import { beginDiscovery } from '../../domain/discoveries/discover.ts';
import { lastDiscovery } from '../../domain/discoveries/discovery-reads.ts';
import { requestFollow } from '../../domain/follows/follow.ts';
import { ties } from '../../domain/follows/follow-reads.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { sendPage } from '../page.ts';
import { type Reader, readerOf, type Web } from '../reader.ts';
import { signedForm, type Typed } from '../typed.ts';
import { discoveryPage } from '../views/discovery-page.ts';

const PATH = '/coordinamento/scoperta';
/** In a quarter of an hour: each search asks many servers. */
const SEARCHES = 5;
const FOLLOWED = 1000;

/** For coordinators: which districts and networks there are, from one address that they know. */
export function discoveryRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;

  const send = async (
    reply: FastifyReply,
    reader: Reader,
    tried?: { readonly typed: Typed; readonly error: UserError },
  ) => {
    const [discovery, followed] = await Promise.all([
      lastDiscovery(domain.db),
      ties(domain.db, 'following', reader.group.id, { limit: FOLLOWED }),
    ]);
    const followedIds = new Set(followed.map(({ actor }) => actor.id));
    const status = tried === undefined ? 200 : HTTP_STATUS[tried.error.kind];
    return sendPage(reply, discoveryPage(reader, { discovery, followedIds, tried }), status);
  };

  fastify.get(PATH, async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    requireCoordinator(reader.signedIn.caller);
    return send(reply, reader);
  });

  fastify.post(PATH, async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const { caller } = signedIn;
    requireCoordinator(caller);
    try {
      await limitAttempts(domain, 'discover', caller.accountId, SEARCHES);
      await beginDiscovery(domain, caller, typed.address ?? '');
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return send(reply, reader, { typed, error });
    }
    return reply.redirect(PATH, 303);
  });

  fastify.post(`${PATH}/segui`, async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    requireCoordinator(signedIn.caller);
    // The district speaks for itself by its coordinators.
    const asGroup = { ...signedIn.caller, actsFor: [reader.group.id] };
    const { found = [] } = (await lastDiscovery(domain.db)) ?? {};
    const followed = found.find(({ actor }) => actor.id === typed.id);
    if (followed === undefined) throw new UserError('not-found', 'page_unknown');
    await requestFollow(domain, asGroup, reader.group.id, followed.actor.id);
    return reply.redirect(PATH, 303);
  });
}
