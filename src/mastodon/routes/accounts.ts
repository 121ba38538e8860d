import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { actorByHandle, actorById, actorsByIds } from '../../domain/actors/actor-reads.ts';
import { aversionsTo, blockActor, endAversion, muteActor } from '../../domain/aversions/aversions.ts';
import { answerFollow, requestFollow, undoFollow } from '../../domain/follows/follow.ts';
import { openRequests, tieBetween, ties } from '../../domain/follows/follow-reads.ts';
import { relationshipsOf } from '../../domain/follows/relationship-reads.ts';
import { changeMember } from '../../domain/members/change-member.ts';
import { UserError } from '../../platform/errors.ts';
import { htmlToText } from '../../platform/html/text.ts';
import { isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { accountOf, accountsJson } from '../entities/account.ts';
import type { Mastodon } from '../mastodon.ts';
import { linkPages, readWindow } from '../pagination.ts';
import { anyone, person, userOf } from '../request/access.ts';
import { flag, idInput, listOf, number, optional } from '../request/input.ts';

const muteInput = z.object({
  notifications: optional(flag),
  duration: optional(number(0, 366 * 86_400)),
});

const profileInput = z.object({
  display_name: optional(z.string()),
  note: optional(z.string()),
  discoverable: optional(flag),
});

/** docs.joinmastodon.org/methods/accounts; what else a member says of itself is changed in the pages. */
export function accountRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain, lookup } = mastodon;
  const { db } = domain;

  app.get('/api/v1/accounts/verify_credentials', person('read:accounts'), (request) => {
    const { actor, locale } = userOf(request);
    return ownAccountJson(actor, locale);
  });

  app.patch('/api/v1/accounts/update_credentials', person('write:accounts'), async (request) => {
    const { caller, actor, locale } = userOf(request);
    const said = parseInput(profileInput, request.body ?? {});
    const change = {
      ...(said.display_name === undefined ? {} : { name: said.display_name }),
      ...(said.note === undefined ? {} : { summary: said.note }),
      ...(said.discoverable === undefined ? {} : { listed: said.discoverable }),
    };
    const isChanged = Object.keys(change).length > 0;
    return ownAccountJson(isChanged ? await changeMember(domain, caller, actor.id, change) : actor, locale);
  });

  async function ownAccountJson(actor: Actor, language: string) {
    const account = await accountOf(mastodon, actor);
    return {
      ...account,
      source: {
        note: htmlToText(actor.summary),
        fields: account.fields,
        privacy: 'public',
        sensitive: false,
        language,
        follow_requests_count: (await openRequests(db, actor.id)).length,
        indexable: actor.indexable,
        discoverable: actor.discoverable,
        hide_collections: false,
        attribution_domains: [],
        quote_policy: 'nobody',
      },
      role: { id: '0', name: '', color: '', permissions: '0', highlighted: false },
    };
  }

  app.get('/api/v1/accounts/lookup', anyone('read:accounts'), async (request) => {
    const { acct } = parseInput(z.object({ acct: z.string().max(320) }), request.query);
    const [name = '', host] = acct.replace(/^@/, '').split('@');
    const actor = await actorByHandle(db, name, host === domain.addresses.host ? undefined : host);
    if (actor === undefined || actor.deletedAt !== null) throw new UserError('not-found', 'status_unknown');
    return accountOf(mastodon, actor);
  });

  app.get('/api/v1/accounts/relationships', person('read:follows'), async (request) => {
    const { id } = parseInput(z.object({ id: listOf(idInput, 100) }), request.query);
    return relationshipsJson(request, id);
  });

  app.get('/api/v1/accounts/familiar_followers', person('read:follows'), async (request) => {
    const { id } = parseInput(z.object({ id: listOf(idInput, 40) }), request.query);
    return id.map((one) => ({ id: one, accounts: [] }));
  });

  app.get('/api/v1/accounts/:id', anyone('read:accounts'), async (request) =>
    accountOf(mastodon, await accountIn(request)),
  );

  for (const [path, which] of [
    ['followers', 'followers'],
    ['following', 'following'],
  ] as const) {
    app.get(`/api/v1/accounts/:id/${path}`, anyone('read:accounts'), async (request, reply) => {
      const { id } = await accountIn(request);
      const { limit, maxId } = readWindow(request, { default: 40, max: 80 });
      const rows = await ties(db, which, id, limit, maxId);
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

  for (const [path, act] of [
    ['follow', requestFollow],
    ['unfollow', undoFollow],
  ] as const) {
    app.post(`/api/v1/accounts/:id/${path}`, person('write:follows'), async (request) => {
      const { caller, actor } = userOf(request);
      const { id } = await accountIn(request);
      await act(domain, caller, actor.id, id);
      const [relationship] = await relationshipsJson(request, [id]);
      return relationship ?? {};
    });
  }

  for (const [path, scope, act] of [
    ['block', 'write:blocks', blockActor],
    ['unblock', 'write:blocks', (...args: Parameters<typeof blockActor>) => endAversion(...args, 'block')],
    ['mute', 'write:mutes', muteActor],
    ['unmute', 'write:mutes', (...args: Parameters<typeof blockActor>) => endAversion(...args, 'mute')],
  ] as const) {
    app.post(`/api/v1/accounts/:id/${path}`, person(scope), async (request) => {
      const { caller, actor } = userOf(request);
      const { id } = await accountIn(request);
      const { notifications, duration: seconds } = parseInput(muteInput, request.body ?? {});
      const how = { ...(notifications === undefined ? {} : { notifications }), ...(seconds && { seconds }) };
      if (act === muteActor) await muteActor(domain, caller, actor.id, id, how);
      else await act(domain, caller, actor.id, id);
      const [relationship] = await relationshipsJson(request, [id]);
      return relationship ?? {};
    });
  }

  app.get('/api/v1/follow_requests', person('read:follows'), async (request) => {
    const rows = await openRequests(db, userOf(request).actor.id);
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
      const { id } = await accountIn(request);
      const tie = await tieBetween(db, id, actor.id);
      if (tie === undefined) throw new UserError('not-found', 'follow_unknown');
      await answerFollow(domain, caller, tie.id, answer);
      const [relationship] = await relationshipsJson(request, [id]);
      return relationship ?? {};
    });
  }

  app.get('/api/v1/accounts/:id/featured_tags', anyone('read:accounts'), async () => []);

  app.get('/api/v1/accounts/search', person('read:accounts'), async (request) => {
    const { q } = parseInput(z.object({ q: z.string().max(320) }), request.query);
    const found = /@.+@|^[^@\s]+@[^@\s]+$/.test(q)
      ? await lookup.actor(q.replace(/^@/, ''))
      : await actorByHandle(db, q.replace(/^@/, ''));
    return found === undefined || found.deletedAt !== null ? [] : [await accountOf(mastodon, found)];
  });

  async function accountIn(request: FastifyRequest): Promise<Actor> {
    const { id } = request.params as { id: string };
    const actor = isId(id) ? await actorById(db, id) : undefined;
    if (actor === undefined || actor.deletedAt !== null) throw new UserError('not-found', 'status_unknown');
    return actor;
  }

  async function relationshipsJson(request: FastifyRequest, ids: readonly string[]) {
    const { actor } = userOf(request);
    const known = new Set((await actorsByIds(db, ids)).map(({ id }) => id));
    const found = await relationshipsOf(
      db,
      actor.id,
      ids.filter((id) => known.has(id)),
    );
    const averse = await aversionsTo(db, actor.id, ids);
    const against = (id: string, kind: 'block' | 'mute') =>
      averse.find((one) => one.targetId === id && one.kind === kind);
    return found.map(({ id, follows, followedBy }) => ({
      id,
      following: follows === 'accepted',
      requested: follows === 'pending',
      followed_by: followedBy === 'accepted',
      requested_by: followedBy === 'pending',
      showing_reblogs: follows === 'accepted',
      notifying: false,
      languages: null,
      blocking: against(id, 'block') !== undefined,
      blocked_by: false,
      muting: against(id, 'mute') !== undefined,
      muting_notifications: against(id, 'mute')?.notifications ?? false,
      muting_expires_at: against(id, 'mute')?.endsAt?.toISOString() ?? null,
      domain_blocking: false,
      endorsed: false,
      note: '',
    }));
  }
}
