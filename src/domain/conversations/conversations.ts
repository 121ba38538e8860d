import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { type IdWindow, inWindow, newestFirst } from '../../platform/pages.ts';
import { actors } from '../actors/actor.table.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import type { Post } from '../posts/post.table.ts';
import { conversations, mutedConversations } from './conversation.table.ts';

/** A private post comes into the conversations of those of ours who take part; unread for all but its author. */
export async function addToConversations(
  tx: Transaction,
  post: Pick<Post, 'id' | 'actorId' | 'conversationId'>,
  participantIds: readonly Id[],
): Promise<void> {
  const { conversationId } = post;
  if (conversationId === null) return;
  const ours = await tx
    .select({ id: actors.id })
    .from(actors)
    .where(and(inArray(actors.id, [...new Set([post.actorId, ...participantIds])]), isNull(actors.host)));
  if (ours.length === 0) return;
  await tx
    .insert(conversations)
    .values(
      ours.map(({ id }) => ({
        ownerId: id,
        conversationId,
        lastPostId: post.id,
        unread: id !== post.actorId,
      })),
    )
    .onConflictDoUpdate({
      target: [conversations.ownerId, conversations.conversationId],
      set: {
        lastPostId: sql`greatest(${conversations.lastPostId}, excluded.last_post_id)`,
        unread: sql`excluded.unread`,
      },
    });
}

/** A post that is gone is nobody's last one. */
export async function removeFromConversations(tx: Transaction, postIds: readonly Id[]): Promise<void> {
  await tx.execute(sql`
    WITH gone AS (
      DELETE FROM conversations WHERE last_post_id IN (${sql.join(
        postIds.map((id) => sql`${id}::bigint`),
        sql`, `,
      )})
      RETURNING owner_id, conversation_id, unread)
    INSERT INTO conversations (owner_id, conversation_id, last_post_id, unread)
    SELECT * FROM (
      SELECT g.owner_id, g.conversation_id, (
        SELECT max(p.id) FROM posts p
        WHERE p.conversation_id = g.conversation_id AND p.deleted_at IS NULL AND p.visibility = 'direct'
          AND p.id NOT IN (${sql.join(
            postIds.map((id) => sql`${id}::bigint`),
            sql`, `,
          )})
          AND (p.actor_id = g.owner_id OR EXISTS (
            SELECT 1 FROM mentions m WHERE m.post_id = p.id AND m.actor_id = g.owner_id))
      ) AS last, g.unread FROM gone g) AS rest
    WHERE rest.last IS NOT NULL`);
}

export interface Conversation {
  readonly id: Id;
  readonly lastPostId: Id;
  readonly unread: boolean;
}

/** The private threads of one of ours, the latest first; paged by the ids of their last posts. */
export async function conversationsOf(
  domain: Domain,
  ownerId: Id,
  window: IdWindow,
): Promise<Conversation[]> {
  const { where, order } = inWindow(conversations.lastPostId, window);
  const rows = await domain.db
    .select({
      id: conversations.conversationId,
      lastPostId: conversations.lastPostId,
      unread: conversations.unread,
    })
    .from(conversations)
    .where(and(eq(conversations.ownerId, ownerId), where))
    .orderBy(order)
    .limit(window.limit);
  return newestFirst(rows, window);
}

/** The conversation of one of ours in which this post is the last. */
export async function conversationFor(
  db: Queryable,
  ownerId: Id,
  lastPostId: Id,
): Promise<Conversation | undefined> {
  const [row] = await db
    .select({
      id: conversations.conversationId,
      lastPostId: conversations.lastPostId,
      unread: conversations.unread,
    })
    .from(conversations)
    .where(and(eq(conversations.ownerId, ownerId), eq(conversations.lastPostId, lastPostId)));
  return row;
}

/** @throws {UserError} `forbidden`, `not-found` */
export async function markConversationRead(
  domain: Domain,
  caller: Caller,
  ownerId: Id,
  id: Id,
): Promise<Conversation> {
  requireActingFor(caller, ownerId);
  const [read] = await domain.db
    .update(conversations)
    .set({ unread: false })
    .where(and(eq(conversations.ownerId, ownerId), eq(conversations.conversationId, id)))
    .returning({
      id: conversations.conversationId,
      lastPostId: conversations.lastPostId,
      unread: conversations.unread,
    });
  if (read === undefined) throw new UserError('not-found', 'status_unknown');
  return read;
}

/** Takes a conversation off the list; its posts stay, and a new one brings it back. */
export async function removeConversation(domain: Domain, caller: Caller, ownerId: Id, id: Id): Promise<void> {
  requireActingFor(caller, ownerId);
  await domain.db
    .delete(conversations)
    .where(and(eq(conversations.ownerId, ownerId), eq(conversations.conversationId, id)));
}

/** Whether one of ours hears of what is said further in a thread. */
export async function muteConversation(
  domain: Domain,
  caller: Caller,
  ownerId: Id,
  conversationId: Id,
  muted: boolean,
): Promise<void> {
  requireActingFor(caller, ownerId);
  if (muted) {
    await domain.db.insert(mutedConversations).values({ ownerId, conversationId }).onConflictDoNothing();
    return;
  }
  await domain.db
    .delete(mutedConversations)
    .where(
      and(eq(mutedConversations.ownerId, ownerId), eq(mutedConversations.conversationId, conversationId)),
    );
}
