import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  followedAmong,
  followedTagsOf,
  followTag,
  readTag,
  unfollowTag,
} from '../../domain/followed-tags/followed-tag.ts';
import { trendingTags } from '../../domain/posts/trending-tags.ts';
import { tagJson } from '../entities/tag.ts';
import type { Mastodon } from '../mastodon.ts';
import { linkPages, readWindow } from '../pagination.ts';
import { anyone, person, userOf } from '../request/access.ts';

/** docs.joinmastodon.org/methods/tags and /followed_tags */
export function tagRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain } = mastodon;

  app.get('/api/v1/tags/:name', anyone('read'), async (request) => {
    const name = tagOf(request);
    const followed = await followedAmong(domain.db, request.access?.user?.actor.id, [name]);
    return tagJson(mastodon, name, followed);
  });

  for (const [path, act] of [
    ['follow', followTag],
    ['unfollow', unfollowTag],
  ] as const) {
    app.post(`/api/v1/tags/:name/${path}`, person('write:follows'), async (request) => {
      const { caller, actor } = userOf(request);
      const name = tagOf(request);
      await act(domain, caller, actor.id, name);
      return tagJson(mastodon, name, await followedAmong(domain.db, actor.id, [name]));
    });
  }

  for (const path of ['/api/v1/trends', '/api/v1/trends/tags']) {
    app.get(path, anyone('read'), async (request) => {
      const { limit } = readWindow(request, { default: 10, max: 20 });
      const tags = await trendingTags(domain, limit);
      const names = tags.map(({ name }) => name);
      const followed = await followedAmong(domain.db, request.access?.user?.actor.id, names);
      return tags.map(({ name, days }) => tagJson(mastodon, name, followed, days));
    });
  }

  app.get('/api/v1/followed_tags', person('read:follows'), async (request, reply) => {
    const window = readWindow(request, { default: 100, max: 200 });
    const rows = await followedTagsOf(domain.db, userOf(request).actor.id, window);
    linkPages(
      mastodon,
      request,
      reply,
      rows.map(({ id }) => id),
    );
    const names = new Set(rows.map(({ name }) => name));
    return [...names].map((name) => tagJson(mastodon, name, names));
  });
}

function tagOf(request: FastifyRequest): string {
  return readTag((request.params as { name: string }).name);
}
