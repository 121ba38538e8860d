import { eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import { addToConversations } from '../conversations/conversations.ts';
import type { Domain } from '../domain.ts';
import { subscribersOf } from '../follows/follow-reads.ts';
import { notify } from '../notifications/notify.ts';
import { feedHome } from '../timelines/feed-home.ts';
import { mentions, type Post, posts } from './post.table.ts';

/** The thread that a post belongs to: that of what it answers, as far as that is known, else its own. */
export async function conversationOf(
  tx: Transaction,
  post: { readonly id: Id; readonly inReplyTo?: string | null | undefined },
): Promise<Id> {
  if (post.inReplyTo === undefined || post.inReplyTo === null) return post.id;
  const [parent] = await tx
    .select({ id: posts.id, conversationId: posts.conversationId })
    .from(posts)
    .where(eq(posts.uri, post.inReplyTo));
  return parent?.conversationId ?? parent?.id ?? post.id;
}

/** What a new post means for those of this node: who is named in it, their home timelines, conversations and notifications. */
export async function tellLocals(
  tx: Transaction,
  domain: Domain,
  post: Post,
  mentionIds: readonly Id[],
): Promise<void> {
  if (mentionIds.length > 0) {
    await addMentions(tx, post.id, mentionIds);
    await notify(tx, domain, mentionIds, { kind: 'mention', actorId: post.actorId, post });
  }
  if (post.visibility === 'direct') await addToConversations(tx, post, mentionIds);
  else if (post.inReplyTo === null) {
    const subscribers = await subscribersOf(tx, post.actorId, post.language);
    const others = subscribers.filter((id) => !mentionIds.includes(id));
    await notify(tx, domain, others, { kind: 'status', actorId: post.actorId, post });
  }
  await feedHome(tx, { post, mentionIds });
}

export async function addMentions(tx: Transaction, postId: Id, actorIds: readonly Id[]): Promise<void> {
  if (actorIds.length === 0) return;
  await tx
    .insert(mentions)
    .values(actorIds.map((actorId) => ({ postId, actorId })))
    .onConflictDoNothing();
}
