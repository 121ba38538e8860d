import type { FastifyInstance, FastifyRequest } from 'fastify';
import { featureTag, unfeatureTag } from '../../domain/featured-tags/featured-tag.ts';
import { followedTagsOf, followTag, readTag, unfollowTag } from '../../domain/followed-tags/followed-tag.ts';
import { tagsJson } from '../entities/tag.ts';
import type { Mastodon } from '../mastodon.ts';
import { linkPages, readWindow } from '../pagination.ts';
import { anyone, person, userOf } from '../request/access.ts';
import { readerOf } from '../request/reader.ts';

/** docs.joinmastodon.org/methods/tags and /followed_tags */
export function tagRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain } = mastodon;

  app.get('/api/v1/tags/:name', anyone('read'), (request) => shown(request, readTag(nameOf(request))));

  for (const [path, scope, act] of [
    ['follow', 'write:follows', followTag],
    ['unfollow', 'write:follows', unfollowTag],
    ['feature', 'write:accounts', featureTag],
  ] as const) {
    app.post(`/api/v1/tags/:name/${path}`, person(scope), async (request) => {
      const { caller, actor } = userOf(request);
      const name = readTag(nameOf(request));
      await act(domain, caller, actor.id, name);
      return shown(request, name);
    });
  }
  app.post('/api/v1/tags/:name/unfeature', person('write:accounts'), async (request) => {
    const { caller, actor } = userOf(request);
    const name = readTag(nameOf(request));
    await unfeatureTag(domain, caller, actor.id, { name });
    return shown(request, name);
  });

  app.get('/api/v1/followed_tags', person('read:follows'), async (request, reply) => {
    const window = readWindow(request, { default: 100, max: 200 });
    const { actor } = userOf(request);
    const rows = await followedTagsOf(domain.db, actor.id, window);
    linkPages(
      mastodon,
      request,
      reply,
      rows.map(({ id }) => id),
    );
    return tagsJson(mastodon, rows, actor);
  });

  async function shown(request: FastifyRequest, name: string) {
    const [tag] = await tagsJson(mastodon, [{ name }], readerOf(mastodon, request).actor);
    return tag;
  }
}

function nameOf(request: FastifyRequest): string {
  return (request.params as { name: string }).name;
}
