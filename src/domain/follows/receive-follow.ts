import { and, eq, or } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import type { Actor } from '../actors/actor.table.ts';
import { isBlocked } from '../aversions/is-blocked.ts';
import { remote } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { notify, unnotify } from '../notifications/notify.ts';
import { isForgotten, remember } from '../posts/tombstones.ts';
import { clearAllOf, clearHome, fillHome } from '../timelines/feed-home.ts';
import { follows } from './follow.table.ts';
import { recordAnswer } from './follow.ts';

/** Somebody elsewhere follows one of ours: accepted at once, unless ours wants to decide. A repeated request is answered again. */
export async function receiveFollow(
  tx: Transaction,
  domain: Domain,
  uri: string,
  follower: Actor,
  followed: Actor,
): Promise<void> {
  if (await isForgotten(tx, uri)) return;
  if (await isBlocked(tx, followed.id, follower.id)) {
    // Whom one of ours keeps away does not follow it, and hears so.
    const refused = { id: domain.ids(), uri, followerId: follower.id, followedId: followed.id };
    return recordAnswer(tx, domain, remote, refused, 'rejected');
  }
  const state = followed.manuallyApproves ? 'pending' : 'accepted';
  const [follow] = await tx
    .insert(follows)
    .values({
      id: domain.ids(),
      uri,
      followerId: follower.id,
      followedId: followed.id,
      state,
      createdAt: domain.clock.now(),
    })
    .onConflictDoUpdate({ target: [follows.followerId, follows.followedId], set: { uri } })
    .returning();
  const kind = follow?.state === 'accepted' ? 'follow' : 'follow_request';
  await notify(tx, domain, [followed.id], { kind, actorId: follower.id });
  if (follow?.state === 'accepted') await recordAnswer(tx, domain, remote, follow, 'accepted');
}

/** Takes back a follow; one that has not come yet will be ignored when it comes. */
export async function receiveUndoFollow(
  tx: Transaction,
  domain: Domain,
  uri: string,
  follower: Actor,
  followed: Actor | undefined,
): Promise<void> {
  const gone = await tx
    .delete(follows)
    .where(and(eq(follows.uri, uri), eq(follows.followerId, follower.id)))
    .returning({ followedId: follows.followedId });
  const [ended] = gone;
  if (ended !== undefined) return unfollowed(tx, follower, ended.followedId);
  // Some servers name the Follow anew: then the pair decides.
  const pair =
    followed === undefined
      ? []
      : await tx
          .delete(follows)
          .where(and(eq(follows.followerId, follower.id), eq(follows.followedId, followed.id)))
          .returning({ id: follows.id });
  if (pair.length === 0 || followed === undefined) await remember(tx, domain, uri);
  else await unfollowed(tx, follower, followed.id);
}

async function unfollowed(tx: Transaction, follower: Actor, followedId: Id): Promise<void> {
  await clearHome(tx, follower.id, followedId);
  await unnotify(tx, { kind: 'follow', actorId: follower.id, recipientId: followedId });
  await unnotify(tx, { kind: 'follow_request', actorId: follower.id, recipientId: followedId });
}

/** The answer to a request of ours; without such a request, or from anyone but the one asked, it means nothing. */
export async function receiveAnswer(
  tx: Transaction,
  uri: string,
  followed: Actor,
  answer: 'accepted' | 'rejected',
): Promise<'accepted' | 'rejected' | undefined> {
  const changed = await tx
    .update(follows)
    .set({ state: answer })
    .where(and(eq(follows.uri, uri), eq(follows.followedId, followed.id)))
    .returning({ followerId: follows.followerId });
  const [follow] = changed;
  if (follow === undefined) return undefined;
  if (answer === 'accepted') await fillHome(tx, follow.followerId, followed.id);
  else await clearHome(tx, follow.followerId, followed.id);
  return answer;
}

/** Neither of two follows the other any more; nothing is said of it. */
export async function dropTies(tx: Transaction, oneId: Id, otherId: Id): Promise<void> {
  for (const [followerId, followedId] of [
    [oneId, otherId],
    [otherId, oneId],
  ] as const) {
    await tx
      .delete(follows)
      .where(and(eq(follows.followerId, followerId), eq(follows.followedId, followedId)));
    await clearHome(tx, followerId, followedId);
    await unnotify(tx, { kind: 'follow', actorId: followerId, recipientId: followedId });
    await unnotify(tx, { kind: 'follow_request', actorId: followerId, recipientId: followedId });
  }
}

/** Ends all that somebody elsewhere follows, and is followed by. */
export async function endFollowsOf(tx: Transaction, actor: Actor): Promise<void> {
  await tx.delete(follows).where(or(eq(follows.followerId, actor.id), eq(follows.followedId, actor.id)));
  await clearAllOf(tx, actor.id);
}
