import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import type { Actor } from '../actors/actor.table.ts';
import { endAttestations } from '../attestations/write-attestation.ts';
import { removeBookmarksOf } from '../bookmarks/bookmark.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import { removeFromConversations } from '../conversations/conversations.ts';
import type { Domain } from '../domain.ts';
import { endEvents } from '../events/write-event.ts';
import { removeFavouritesOf } from '../favourites/favourite.ts';
import { isFollowedHere } from '../follows/follow-reads.ts';
import { recordEvent } from '../history/record-event.ts';
import { forgetNotificationsOf } from '../notifications/notify.ts';
import { endOrders } from '../orders/turn-down.ts';
import { endPolls } from '../polls/write-poll.ts';
import { endTerms } from '../proposals/write-terms.ts';
import { removeFromHome } from '../timelines/feed-home.ts';
import { tellLive } from '../timelines/live.ts';
import { removeImages } from './images.ts';
import { removePinsOf } from './pin.ts';
import { announces, mentions, type Post, posts } from './post.table.ts';
import { forgetVersionsOf } from './post-versions.ts';
import { lockOwnPost } from './write-post.ts';

/**
 * Takes back one of our own posts: its row stays as an empty tombstone, so that its address answers 410.
 * @throws {UserError} `forbidden`, `not-found`, `gone`
 */
export async function withdrawPost(
  domain: Domain,
  caller: Caller,
  id: Id,
  kind: Post['kind'],
): Promise<void> {
  await domain.db.transaction(async (tx) => {
    const post = await lockOwnPost(tx, id, kind);
    requireActingFor(caller, post.actorId);
    await buryPost(tx, domain, post.id);
    await recordEvent(tx, domain, caller, {
      type: 'post-withdrawn',
      actorId: post.actorId,
      subjectId: post.id,
    });
  });
}

/** Takes back everything of one actor, a hundred at a time, before it leaves. */
export async function withdrawAllOf(domain: Domain, caller: Caller, actorId: Id): Promise<number> {
  requireActingFor(caller, actorId);
  for (let total = 0; ; ) {
    const rows = await domain.db
      .select({ id: posts.id, kind: posts.kind })
      .from(posts)
      .where(and(eq(posts.actorId, actorId), isNull(posts.deletedAt)))
      .limit(100);
    if (rows.length === 0) return total;
    for (const row of rows) await withdrawPost(domain, caller, row.id, row.kind);
    total += rows.length;
  }
}

/** Empties posts, ours or not, and keeps their rows as tombstones. */
export async function buryPost(tx: Transaction, domain: Domain, ...ids: readonly Id[]): Promise<void> {
  await endTerms(tx, ids);
  await endPolls(tx, ids);
  await endAttestations(tx, ids);
  await endEvents(tx, ids);
  await endOrders(tx, domain, ids);
  await removeImages(tx, ids);
  await tellGone(tx, ids);
  await tx
    .update(announces)
    .set({ undone: true })
    .where(inArray(announces.postId, [...ids]));
  await tx
    .update(posts)
    .set({ deletedAt: domain.clock.now(), title: null, warning: null, content: '', source: null, tags: [] })
    .where(inArray(posts.id, [...ids]));
}

/** Nothing of this node points to them any more, and whoever looks on sees them go. */
async function tellGone(tx: Transaction, ids: readonly Id[]): Promise<void> {
  const going = await tx
    .select({ id: posts.id, actorId: posts.actorId, visibility: posts.visibility })
    .from(posts)
    .where(inArray(posts.id, [...ids]));
  // Whom it named is kept: they are told that it is gone.
  const named = await tx
    .select()
    .from(mentions)
    .where(inArray(mentions.postId, [...ids]));
  await removeFromHome(tx, { postIds: ids });
  await removeFromConversations(tx, ids);
  await forgetNotificationsOf(tx, ids);
  await removeFavouritesOf(tx, ids);
  await removeBookmarksOf(tx, ids);
  await removePinsOf(tx, ids);
  await forgetVersionsOf(tx, ids);
  for (const { id, actorId, visibility } of going) {
    const isOpen = visibility !== 'direct' && visibility !== 'followers';
    const told = named.filter(({ postId }) => postId === id).map((mention) => mention.actorId);
    await tellLive(tx, { event: 'deleted', id, ...(isOpen ? {} : { for: [actorId, ...told] }) });
  }
}

/** Empties all posts of somebody elsewhere, five hundred at a time. */
export async function buryPostsOf(tx: Transaction, domain: Domain, author: Actor): Promise<void> {
  for (;;) {
    const rows = await tx
      .select({ id: posts.id })
      .from(posts)
      .where(and(eq(posts.actorId, author.id), isNull(posts.deletedAt), isNotNull(posts.received)))
      .limit(500);
    if (rows.length === 0) return;
    await buryPost(tx, domain, ...rows.map((row) => row.id));
  }
}

/**
 * Nobody here hears a group of another node any more: what was published in it goes, a hundred at a time, except by
 * authors whom somebody here follows. Its addresses are free: should the group be followed again, it comes anew.
 */
export async function forgetPostsOfGroup(domain: Domain, groupId: Id): Promise<void> {
  for (;;) {
    const left = await domain.db.transaction(async (tx) => {
      if (await isFollowedHere(tx, groupId)) return 0;
      const heard = sql`EXISTS (SELECT 1 FROM follows f JOIN actors a ON a.id = f.follower_id
        WHERE f.followed_id = ${posts.actorId} AND f.state = 'accepted' AND a.host IS NULL)`;
      const rows = await tx
        .select({ id: posts.id })
        .from(posts)
        .where(
          and(
            eq(posts.audienceId, groupId),
            isNull(posts.deletedAt),
            isNotNull(posts.received),
            sql`NOT ${heard}`,
          ),
        )
        .limit(100);
      const ids = rows.map(({ id }) => id);
      if (ids.length === 0) return 0;
      await buryPost(tx, domain, ...ids);
      await tx
        .update(posts)
        .set({ uri: sql`${posts.uri} || '#forgotten-' || ${posts.id}` })
        .where(inArray(posts.id, ids));
      return ids.length;
    });
    if (left === 0) return;
  }
}
