import type { FastifyInstance } from 'fastify';
import {
  conversationsOf,
  markConversationRead,
  removeConversation,
} from '../../domain/conversations/conversations.ts';
import { UserError } from '../../platform/errors.ts';
import { conversationsJson } from '../entities/conversation.ts';
import type { Mastodon } from '../mastodon.ts';
import { linkPages, readWindow } from '../pagination.ts';
import { person, userOf } from '../request/access.ts';
import { readerOf } from '../request/reader.ts';
import { statusIdOf } from './statuses.ts';

/** docs.joinmastodon.org/methods/conversations */
export function conversationRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain } = mastodon;

  app.get('/api/v1/conversations', person('read:statuses'), async (request, reply) => {
    const { actor } = userOf(request);
    const window = readWindow(request, { default: 20, max: 40 });
    const found = await conversationsOf(domain, actor.id, window);
    linkPages(
      mastodon,
      request,
      reply,
      found.map(({ lastPostId }) => lastPostId),
    );
    return conversationsJson(mastodon, readerOf(mastodon, request), found);
  });

  app.post('/api/v1/conversations/:id/read', person('write:conversations'), async (request) => {
    const { caller, actor } = userOf(request);
    const read = await markConversationRead(domain, caller, actor.id, statusIdOf(request));
    const [conversation] = await conversationsJson(mastodon, readerOf(mastodon, request), [read]);
    if (conversation === undefined) throw new UserError('not-found', 'status_unknown');
    return conversation;
  });

  app.delete('/api/v1/conversations/:id', person('write:conversations'), async (request) => {
    const { caller, actor } = userOf(request);
    await removeConversation(domain, caller, actor.id, statusIdOf(request));
    return {};
  });
}
