import type { FastifyInstance, FastifyRequest } from 'fastify';
import { dismissSuggestion, suggestionsFor } from '../../domain/suggestions/suggestions.ts';
import { accountInPath, accountsJson } from '../entities/account.ts';
import type { Mastodon } from '../mastodon.ts';
import { readWindow } from '../pagination.ts';
import { person, userOf } from '../request/access.ts';

/** docs.joinmastodon.org/methods/suggestions */
export function suggestionRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain } = mastodon;

  async function suggested(request: FastifyRequest) {
    const { limit } = readWindow(request, { default: 40, max: 80 });
    const found = await suggestionsFor(domain.db, userOf(request).actor.id, limit);
    const accounts = await accountsJson(
      mastodon,
      found.map(({ actor }) => actor),
    );
    return accounts.map((account, n) => ({ account, isFriendsFriend: found[n]?.isFriendsFriend === true }));
  }

  app.get('/api/v1/suggestions', person('read:accounts'), async (request) =>
    (await suggested(request)).map(({ account }) => account),
  );
  app.get('/api/v2/suggestions', person('read:accounts'), async (request) =>
    (await suggested(request)).map(({ account, isFriendsFriend }) => ({
      source: isFriendsFriend ? 'past_interactions' : 'staff',
      sources: [isFriendsFriend ? 'friends_of_friends' : 'featured'],
      account,
    })),
  );
  app.delete('/api/v1/suggestions/:id', person('write:accounts'), async (request) => {
    const { caller, actor } = userOf(request);
    const { id } = await accountInPath(mastodon, request);
    await dismissSuggestion(domain, caller, actor.id, id);
    return {};
  });
}
