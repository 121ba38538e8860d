import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bookmarkPost, unbookmarkPost } from '../../domain/bookmarks/bookmark.ts';
import type { Caller } from '../../domain/caller.ts';
import { muteConversation } from '../../domain/conversations/conversations.ts';
import type { Domain } from '../../domain/domain.ts';
import { favouritePost, unfavouritePost } from '../../domain/favourites/favourite.ts';
import type { Scope } from '../../domain/oauth/scopes.ts';
import { boostPost, unboostPost } from '../../domain/posts/boost.ts';
import { pinPost, unpinPost } from '../../domain/posts/pin.ts';
import { requireReadable } from '../../domain/posts/post-reads.ts';
import { statusesFor } from '../../domain/statuses/status-reads.ts';
import { boostRef } from '../../domain/timelines/timeline-reads.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { statusesJson } from '../entities/status.ts';
import type { Mastodon } from '../mastodon.ts';
import { person, userOf } from '../request/access.ts';
import { readerOf } from '../request/reader.ts';
import { statusIdOf } from './statuses.ts';

type Action = (domain: Domain, caller: Caller, actorId: Id, postId: Id) => Promise<unknown>;

const mute =
  (muted: boolean): Action =>
  async (domain, caller, actorId, postId) => {
    const post = await requireReadable(domain.db, postId, actorId);
    await muteConversation(domain, caller, actorId, post.conversationId ?? post.id, muted);
  };

const ACTIONS: readonly (readonly [path: string, scope: Scope, action: Action])[] = [
  ['favourite', 'write:favourites', favouritePost],
  ['unfavourite', 'write:favourites', unfavouritePost],
  ['unreblog', 'write:statuses', unboostPost],
  ['bookmark', 'write:bookmarks', bookmarkPost],
  ['unbookmark', 'write:bookmarks', unbookmarkPost],
  ['pin', 'write:accounts', pinPost],
  ['unpin', 'write:accounts', unpinPost],
  ['mute', 'write:mutes', mute(true)],
  ['unmute', 'write:mutes', mute(false)],
];

/** What one does with a status: each answers with the status as it is then. */
export function statusActionRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain } = mastodon;

  for (const [path, scope, action] of ACTIONS) {
    app.post(`/api/v1/statuses/:id/${path}`, person(scope), async (request) => {
      const { caller, actor } = userOf(request);
      const postId = await postIdOf(statusIdOf(request));
      await action(domain, caller, actor.id, postId);
      return shown(request, { id: postId, postId });
    });
  }

  app.post('/api/v1/statuses/:id/reblog', person('write:statuses'), async (request) => {
    const { caller, actor } = userOf(request);
    const postId = await postIdOf(statusIdOf(request));
    const boostId = await boostPost(domain, caller, actor.id, postId);
    return shown(request, await boostRef(domain.db, boostId));
  });

  /** Clients name a post by a boost of it too. */
  async function postIdOf(id: Id): Promise<Id> {
    return (await boostRef(domain.db, id))?.postId ?? id;
  }

  async function shown(request: FastifyRequest, ref: Awaited<ReturnType<typeof boostRef>>) {
    const reader = readerOf(mastodon, request);
    const views = ref === undefined ? [] : await statusesFor(domain.db, reader.actor?.id, [ref]);
    const [status] = await statusesJson(mastodon, views, reader);
    if (status === undefined) throw new UserError('not-found', 'status_unknown');
    return status;
  }
}
