import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { actorByHandle, actorsByIds } from '../../domain/actors/actor-reads.ts';
import { blockActor, endAversion, muteActor } from '../../domain/aversions/aversions.ts';
import { answerFollow, requestFollow, undoFollow } from '../../domain/follows/follow.ts';
import { openRequests, tieBetween, ties } from '../../domain/follows/follow-reads.ts';
import { directory } from '../../domain/members/member-reads.ts';
import { UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { accountInPath, accountOf, accountsJson } from '../entities/account.ts';
import type { Mastodon } from '../mastodon.ts';
import { linkPages, readWindow } from '../pagination.ts';
import { anyone, person, userOf } from '../request/access.ts';
import { flag, idInput, listOf, number, optional } from '../request/input.ts';
import { relationshipTo } from './relationships.ts';

const muteInput = z.object({
  notifications: optional(flag),
  duration: optional(number(0, 366 * 86_400)),
});

const followInput = z.object({
  reblogs: optional(flag),
  notify: optional(flag),
  languages: listOf(z.string(), 100),
});

const directoryQuery = z.object({
  limit: optional(number(1, 80)),
  offset: optional(number(0, Number.MAX_SAFE_INTEGER)),
});
/** Whoever looks for more of the directory looks for a name. */
const MAX_OFFSET = 10_000;

const searchQuery = z.object({
  q: z.string().max(320),
  resolve: optional(flag),
  limit: optional(number(1, 80)),
  offset: optional(number(0, 1000)),
});

/** docs.joinmastodon.org/methods/accounts, those of others. */
export function accountRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain, lookup } = mastodon;
  const { db } = domain;

  app.get('/api/v1/accounts/lookup', anyone('read:accounts'), async (request) => {
    const { acct } = parseInput(z.object({ acct: z.string().max(320) }), request.query);
    const [name = '', host] = acct.replace(/^@/, '').split('@');
    const actor = await actorByHandle(db, name, host === domain.addresses.host ? undefined : host);
    if (actor === undefined || actor.deletedAt !== null) throw new UserError('not-found', 'status_unknown');
    return accountOf(mastodon, actor);
  });

  app.get('/api/v1/accounts/:id', anyone('read:accounts'), async (request) =>
    accountOf(mastodon, await accountInPath(mastodon, request)),
  );

  for (const [path, which] of [
    ['followers', 'followers'],
    ['following', 'following'],
  ] as const) {
    app.get(`/api/v1/accounts/:id/${path}`, anyone('read:accounts'), async (request, reply) => {
      const { id } = await accountInPath(mastodon, request);
      const rows = await ties(db, which, id, readWindow(request, { default: 40, max: 80 }));
      linkPages(
        mastodon,
        request,
        reply,
        rows.map(({ followId }) => followId),
      );
      return accountsJson(
        mastodon,
        rows.map(({ actor }) => actor),
      );
    });
  }

  app.post('/api/v1/accounts/:id/follow', person('write:follows'), async (request) => {
    const { caller, actor } = userOf(request);
    const { id } = await accountInPath(mastodon, request);
    const body = (request.body ?? {}) as object;
    const { reblogs, notify, languages } = parseInput(followInput, body);
    await requestFollow(domain, caller, actor.id, id, {
      ...(reblogs === undefined ? {} : { showsBoosts: reblogs }),
      ...(notify === undefined ? {} : { notifies: notify }),
      ...('languages' in body && { languages: languages.length === 0 ? null : languages }),
    });
    return relationshipTo(mastodon, request, id);
  });
  app.post('/api/v1/accounts/:id/unfollow', person('write:follows'), async (request) => {
    const { caller, actor } = userOf(request);
    const { id } = await accountInPath(mastodon, request);
    await undoFollow(domain, caller, actor.id, id);
    return relationshipTo(mastodon, request, id);
  });

  for (const [path, scope, act] of [
    ['block', 'write:blocks', blockActor],
    ['unblock', 'write:blocks', (...args: Parameters<typeof blockActor>) => endAversion(...args, 'block')],
    ['mute', 'write:mutes', muteActor],
    ['unmute', 'write:mutes', (...args: Parameters<typeof blockActor>) => endAversion(...args, 'mute')],
  ] as const) {
    app.post(`/api/v1/accounts/:id/${path}`, person(scope), async (request) => {
      const { caller, actor } = userOf(request);
      const { id } = await accountInPath(mastodon, request);
      const { notifications, duration: seconds } = parseInput(muteInput, request.body ?? {});
      const how = { ...(notifications === undefined ? {} : { notifications }), ...(seconds && { seconds }) };
      if (act === muteActor) await muteActor(domain, caller, actor.id, id, how);
      else await act(domain, caller, actor.id, id);
      return relationshipTo(mastodon, request, id);
    });
  }

  app.get('/api/v1/follow_requests', person('read:follows'), async (request, reply) => {
    const window = readWindow(request, { default: 40, max: 80 });
    const rows = await openRequests(db, userOf(request).actor.id, window);
    linkPages(
      mastodon,
      request,
      reply,
      rows.map(({ followId }) => followId),
    );
    return accountsJson(
      mastodon,
      rows.map(({ follower }) => follower),
    );
  });

  for (const [path, answer] of [
    ['authorize', 'accepted'],
    ['reject', 'rejected'],
  ] as const) {
    app.post(`/api/v1/follow_requests/:id/${path}`, person('write:follows'), async (request) => {
      const { caller, actor } = userOf(request);
      const { id } = await accountInPath(mastodon, request);
      const tie = await tieBetween(db, id, actor.id);
      if (tie === undefined) throw new UserError('not-found', 'follow_unknown');
      await answerFollow(domain, caller, tie.id, answer);
      return relationshipTo(mastodon, request, id);
    });
  }

  app.get('/api/v1/accounts/:id/identity_proofs', anyone('read:accounts'), async () => []);

  app.get('/api/v1/accounts', anyone('read:accounts'), async (request) => {
    const { id: ids } = parseInput(z.object({ id: listOf(idInput, 40) }), request.query);
    const found = new Map((await actorsByIds(db, ids)).map((actor) => [actor.id, actor]));
    const there = [...new Set(ids)].flatMap((id) => found.get(id) ?? []);
    return accountsJson(
      mastodon,
      there.filter(({ deletedAt }) => deletedAt === null),
    );
  });

  app.get('/api/v1/directory', anyone(), async (request) => {
    const { limit = 40, offset = 0 } = parseInput(directoryQuery, request.query);
    return offset > MAX_OFFSET ? [] : accountsJson(mastodon, await directory(db, {}, limit, offset));
  });

  app.get('/api/v1/accounts/search', person('read:accounts'), async (request) => {
    const { q, resolve, limit = 40, offset = 0 } = parseInput(searchQuery, request.query);
    const handle = q.trim().replace(/^@/, '');
    const [name = '', host] = handle.split('@');
    const isOurs = host === undefined || host.toLowerCase() === domain.addresses.host;
    const known = await actorByHandle(db, name, isOurs ? undefined : host);
    const exact = known ?? (resolve && !isOurs ? await lookup.actor(handle) : undefined);
    const named = exact === undefined || exact.deletedAt !== null || offset > 0 ? [] : [exact];
    const found = host === undefined && offset === 0 ? await directory(db, { text: q }, limit) : [];
    const others = found.filter(({ id }) => id !== exact?.id);
    return accountsJson(mastodon, [...named, ...others].slice(0, limit));
  });
}
