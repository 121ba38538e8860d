import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { actorsByIds } from '../../domain/actors/actor-reads.ts';
import {
  type NotificationRequest,
  notificationRequests,
} from '../../domain/notifications/notification-reads.ts';
import { answerRequests, changePolicy, policyOf } from '../../domain/notifications/notifications.ts';
import { statusesFor } from '../../domain/statuses/status-reads.ts';
import { UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { accountsJson } from '../entities/account.ts';
import { statusesJson } from '../entities/status.ts';
import type { Mastodon } from '../mastodon.ts';
import { linkPages, readWindow } from '../pagination.ts';
import { person, userOf } from '../request/access.ts';
import { flag, idInput, listOf, optional } from '../request/input.ts';
import { readerOf } from '../request/reader.ts';
import { statusIdOf } from './statuses.ts';

const choice = optional(z.enum(['accept', 'filter', 'drop']));
const second = z.object({
  for_not_following: choice,
  for_not_followers: choice,
  for_new_accounts: choice,
  for_private_mentions: choice,
});
const first = z.object({
  filter_not_following: optional(flag),
  filter_not_followers: optional(flag),
  filter_new_accounts: optional(flag),
  filter_private_mentions: optional(flag),
});

/** docs.joinmastodon.org/methods/notifications#get-policy. A request has the id of whom it is about. */
export function notificationPolicyRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain } = mastodon;

  async function policy(request: FastifyRequest) {
    const { requests, aside, ...choices } = await policyOf(domain.db, userOf(request).actor.id);
    return {
      choices,
      summary: { pending_requests_count: requests, pending_notifications_count: aside },
    };
  }

  async function secondVersion(request: FastifyRequest) {
    const { choices, summary } = await policy(request);
    return {
      for_not_following: choices.notFollowing,
      for_not_followers: choices.notFollowers,
      for_new_accounts: choices.newAccounts,
      for_private_mentions: choices.privateMentions,
      for_limited_accounts: 'filter',
      summary,
    };
  }

  async function firstVersion(request: FastifyRequest) {
    const { choices, summary } = await policy(request);
    return {
      filter_not_following: choices.notFollowing !== 'accept',
      filter_not_followers: choices.notFollowers !== 'accept',
      filter_new_accounts: choices.newAccounts !== 'accept',
      filter_private_mentions: choices.privateMentions !== 'accept',
      summary,
    };
  }

  app.get('/api/v2/notifications/policy', person('read:notifications'), secondVersion);
  app.patch('/api/v2/notifications/policy', person('write:notifications'), async (request) => {
    const { caller, actor } = userOf(request);
    const said = parseInput(second, request.body ?? {});
    const change = {
      notFollowing: said.for_not_following,
      notFollowers: said.for_not_followers,
      newAccounts: said.for_new_accounts,
      privateMentions: said.for_private_mentions,
    };
    await changePolicy(domain, caller, actor.id, withoutUndefined(change));
    return secondVersion(request);
  });

  app.get('/api/v1/notifications/policy', person('read:notifications'), firstVersion);
  app.put('/api/v1/notifications/policy', person('write:notifications'), async (request) => {
    const { caller, actor } = userOf(request);
    const said = parseInput(first, request.body ?? {});
    const asChoice = (filter: boolean | undefined) =>
      filter === undefined ? undefined : filter ? ('filter' as const) : ('accept' as const);
    const change = {
      notFollowing: asChoice(said.filter_not_following),
      notFollowers: asChoice(said.filter_not_followers),
      newAccounts: asChoice(said.filter_new_accounts),
      privateMentions: asChoice(said.filter_private_mentions),
    };
    await changePolicy(domain, caller, actor.id, withoutUndefined(change));
    return firstVersion(request);
  });

  app.get('/api/v1/notifications/requests', person('read:notifications'), async (request, reply) => {
    const { actor } = userOf(request);
    const requests = await notificationRequests(
      domain.db,
      actor.id,
      readWindow(request, { default: 40, max: 80 }),
    );
    linkPages(
      mastodon,
      request,
      reply,
      requests.map(({ lastId }) => lastId),
    );
    return requestsJson(request, requests);
  });

  app.get('/api/v1/notifications/requests/merged', person('read:notifications'), async () => ({
    merged: true,
  }));

  app.get('/api/v1/notifications/requests/:id', person('read:notifications'), async (request) => {
    const { actor } = userOf(request);
    const about = statusIdOf(request);
    const found = await notificationRequests(domain.db, actor.id, { limit: 1 }, about);
    const [one] = await requestsJson(request, found);
    if (one === undefined) throw new UserError('not-found', 'notification_unknown');
    return one;
  });

  for (const answer of ['accept', 'dismiss'] as const) {
    app.post(
      `/api/v1/notifications/requests/:id/${answer}`,
      person('write:notifications'),
      async (request) => {
        const { caller, actor } = userOf(request);
        await answerRequests(domain, caller, actor.id, [statusIdOf(request)], answer);
        return {};
      },
    );
    app.post(`/api/v1/notifications/requests/${answer}`, person('write:notifications'), async (request) => {
      const { caller, actor } = userOf(request);
      const { id } = parseInput(z.object({ id: listOf(idInput, 100) }), request.body ?? {});
      await answerRequests(domain, caller, actor.id, id, answer);
      return {};
    });
  }

  async function requestsJson(request: FastifyRequest, requests: readonly NotificationRequest[]) {
    const reader = readerOf(mastodon, request);
    const actors = await actorsByIds(
      domain.db,
      requests.map(({ actorId }) => actorId),
    );
    const accounts = await accountsJson(mastodon, actors);
    const refs = requests.flatMap(({ lastPostId }) =>
      lastPostId === null ? [] : [{ id: lastPostId, postId: lastPostId }],
    );
    const statuses = await statusesJson(
      mastodon,
      await statusesFor(domain.db, reader.actor?.id, refs),
      reader,
    );
    return requests.flatMap((one) => {
      const account = accounts.find(({ id }) => id === one.actorId);
      if (account === undefined) return [];
      return [
        {
          id: one.actorId,
          created_at: one.firstAt.toISOString(),
          updated_at: one.lastAt.toISOString(),
          notifications_count: String(one.count),
          account,
          last_status: statuses.find(({ id }) => id === one.lastPostId) ?? null,
        },
      ];
    });
  }
}

function withoutUndefined<T extends Record<string, unknown>>(
  change: T,
): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}
