import { actorsByIds } from '../../domain/actors/actor-reads.ts';
import type { Conversation } from '../../domain/conversations/conversations.ts';
import { statusesFor } from '../../domain/statuses/status-reads.ts';
import type { Mastodon } from '../mastodon.ts';
import { accountsJson } from './account.ts';
import { type StatusReader, statusesJson } from './status.ts';

/** docs.joinmastodon.org/entities/Conversation; one whose last status is not seen is left out. */
export async function conversationsJson(
  mastodon: Mastodon,
  reader: StatusReader,
  found: readonly Conversation[],
) {
  const { db } = mastodon.domain;
  const refs = found.map(({ lastPostId }) => ({ id: lastPostId, postId: lastPostId }));
  const views = await statusesFor(db, reader.actor?.id, refs);
  const statuses = await statusesJson(mastodon, views, reader);
  const others = views.map(({ id, author, named }) => ({
    id,
    ids: [author.id, ...named.map((one) => one.id)].filter((one) => one !== reader.actor?.id),
  }));
  const ids = [...new Set(others.flatMap((one) => one.ids))];
  const accounts = await accountsJson(mastodon, await actorsByIds(db, ids));
  return found.flatMap(({ id, lastPostId, unread }) => {
    const status = statuses.find((one) => one.id === lastPostId);
    if (status === undefined) return [];
    const participants = others.find((one) => one.id === lastPostId)?.ids ?? [];
    return [
      {
        id,
        unread,
        accounts: accounts.filter((account) => participants.includes(account.id)),
        last_status: status,
      },
    ];
  });
}
