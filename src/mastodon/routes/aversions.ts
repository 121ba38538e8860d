import type { FastifyInstance } from 'fastify';
import { avertedBy } from '../../domain/aversions/aversions.ts';
import { accountsJson } from '../entities/account.ts';
import type { Mastodon } from '../mastodon.ts';
import { linkPages, readWindow } from '../pagination.ts';
import { person, userOf } from '../request/access.ts';

/** docs.joinmastodon.org/methods/blocks and mutes: the lists; the doing is with the accounts. */
export function aversionRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  for (const [path, kind] of [
    ['blocks', 'block'],
    ['mutes', 'mute'],
  ] as const) {
    app.get(`/api/v1/${path}`, person(`read:${path}`), async (request, reply) => {
      const { actor } = userOf(request);
      const window = readWindow(request, { default: 40, max: 80 });
      const rows = await avertedBy(mastodon.domain.db, actor.id, kind, window);
      linkPages(
        mastodon,
        request,
        reply,
        rows.map(({ id }) => id),
      );
      const accounts = await accountsJson(
        mastodon,
        rows.map((row) => row.actor),
      );
      if (kind === 'block') return accounts;
      return accounts.map((account, n) => ({
        ...account,
        mute_expires_at: rows[n]?.endsAt?.toISOString() ?? null,
      }));
    });
  }
}
