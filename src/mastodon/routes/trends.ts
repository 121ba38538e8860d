import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type TrendingPost, trendingPosts } from '../../domain/posts/trending-posts.ts';
import { trendingTags } from '../../domain/posts/trending-tags.ts';
import { statusesFor } from '../../domain/statuses/status-reads.ts';
import { parseInput } from '../../platform/input.ts';
import { statusesJson } from '../entities/status.ts';
import { tagsJson } from '../entities/tag.ts';
import type { Mastodon } from '../mastodon.ts';
import { anyone } from '../request/access.ts';
import { number, optional } from '../request/input.ts';
import { readerOf } from '../request/reader.ts';

const page = z.object({ limit: optional(z.coerce.number().int()), offset: optional(number(0, 1000)) });

/** docs.joinmastodon.org/methods/trends: what is spoken of this week, here and in the districts known here. */
export function trendRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain } = mastodon;

  for (const path of ['/api/v1/trends', '/api/v1/trends/tags']) {
    app.get(path, anyone('read'), async (request) => {
      const { limit, offset } = pageOf(request, 10, 20);
      const tags = (await trendingTags(domain, limit + offset)).slice(offset);
      return tagsJson(mastodon, tags, readerOf(mastodon, request).actor);
    });
  }

  app.get('/api/v1/trends/statuses', anyone('read'), async (request) =>
    shown(request, await trendingPosts(domain, pageOf(request, 20, 40))),
  );

  // Links are the pages of offers, events and orders: where one can act.
  app.get('/api/v1/trends/links', anyone('read'), async (request) => {
    const found = await trendingPosts(domain, { ...pageOf(request, 10, 20), withPage: true });
    const midnight = new Date(domain.clock.now());
    midnight.setUTCHours(0, 0, 0, 0);
    const statuses = await shown(request, found);
    return statuses.flatMap(({ id, card }) => {
      const people = String(found.find(({ postId }) => postId === id)?.people ?? 0);
      const history = [{ day: String(midnight.getTime() / 1000), uses: people, accounts: people }];
      return card === null ? [] : [{ ...card, history }];
    });
  });

  async function shown(request: FastifyRequest, found: readonly TrendingPost[]) {
    const reader = readerOf(mastodon, request);
    const refs = found.map(({ postId }) => ({ id: postId, postId }));
    return statusesJson(mastodon, await statusesFor(domain.db, reader.actor?.id, refs), reader);
  }
}

function pageOf(request: FastifyRequest, usual: number, most: number) {
  const { limit = usual, offset = 0 } = parseInput(page, request.query);
  return { limit: Math.min(Math.max(limit, 1), most), offset };
}
