import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import type { Actor } from '../actors/actor.table.ts';
import { actorById } from '../actors/actor-reads.ts';
import { isBlocked } from '../aversions/is-blocked.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { notify, unnotify } from '../notifications/notify.ts';
import { clearHome, fillHome, refitHome } from '../timelines/feed-home.ts';
import { type Follow, follows } from './follow.table.ts';

const followOptions = z.strictObject({
  showsBoosts: z.boolean().optional(),
  notifies: z.boolean().optional(),
  /** ISO 639; null for all. */
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}$/))
    .max(100)
    .nullable()
    .optional(),
});
/** What a follow brings; what is not given is as it was. */
export type FollowOptions = z.input<typeof followOptions>;

/**
 * One of our actors asks to follow someone. Asking again while it is open or accepted changes only what it brings.
 * @throws {UserError} `forbidden`, `not-found`, `conflict` when it is itself
 */
export async function requestFollow(
  domain: Domain,
  caller: Caller,
  followerId: Id,
  followedId: Id,
  input: FollowOptions = {},
): Promise<Follow> {
  requireActingFor(caller, followerId);
  const options = parseInput(followOptions, input);
  if (followerId === followedId) throw new UserError('conflict', 'follows_itself');
  return domain.db.transaction(async (tx) => {
    const followed = await actorById(tx, followedId);
    if (followed === undefined || followed.deletedAt !== null) {
      throw new UserError('not-found', 'actor_unknown', { handle: followedId });
    }
    if (await isBlocked(tx, followedId, followerId)) throw new UserError('forbidden', 'follow_blocked');
    return askToFollow(tx, domain, caller, { id: followerId }, followed, options);
  });
}

/** The same inside a transaction that does more (an admission); the caller was authorised there. */
export async function askToFollow(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  { id: followerId }: Pick<Actor, 'id'>,
  followed: Actor,
  options: FollowOptions & Partial<Pick<Follow, 'byMembership'>> = {},
): Promise<Follow> {
  const existing = await lockFollow(tx, followerId, followed.id);
  if (existing !== undefined && existing.state !== 'rejected') return changeFollow(tx, existing, options);
  if (existing !== undefined) await tx.delete(follows).where(eq(follows.id, existing.id));
  const id = domain.ids();
  const state = followed.host === null && !followed.manuallyApproves ? 'accepted' : 'pending';
  const [follow] = await tx
    .insert(follows)
    .values({
      id,
      uri: domain.addresses.activity(id),
      followerId,
      followedId: followed.id,
      state,
      createdAt: domain.clock.now(),
      ...options,
    })
    .returning();
  if (follow === undefined) throw new Error('follow was not inserted');
  if (state === 'accepted') await fillHome(tx, followerId, followed.id);
  if (followed.host === null) {
    const kind = state === 'accepted' ? 'follow' : 'follow_request';
    await notify(tx, domain, [followed.id], { kind, actorId: followerId });
  } else {
    await recordEvent(tx, domain, caller, {
      type: 'follow-requested',
      actorId: followerId,
      subjectId: id,
      data: { followedId: followed.id, uri: follow.uri },
    });
  }
  return follow;
}

async function changeFollow(
  tx: Transaction,
  follow: Follow,
  { byMembership: _, ...options }: FollowOptions & Partial<Pick<Follow, 'byMembership'>>,
): Promise<Follow> {
  if (Object.values(options).every((option) => option === undefined)) return follow;
  const [changed] = await tx.update(follows).set(options).where(eq(follows.id, follow.id)).returning();
  if (follow.state === 'accepted') await refitHome(tx, follow.followerId, follow.followedId);
  return changed ?? follow;
}

/** Ends a follow of one of our actors; false where there was none. */
export async function undoFollow(
  domain: Domain,
  caller: Caller,
  followerId: Id,
  followedId: Id,
): Promise<boolean> {
  requireActingFor(caller, followerId);
  return domain.db.transaction(async (tx) => {
    const follow = await lockFollow(tx, followerId, followedId);
    if (follow === undefined) return false;
    await endFollow(tx, domain, caller, follow);
    return true;
  });
}

/** The same inside a transaction that does more (the end of a membership); the caller was authorised there. */
export async function endFollow(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  { id, uri, followerId, followedId }: Follow,
): Promise<void> {
  await tx.delete(follows).where(eq(follows.id, id));
  await clearHome(tx, followerId, followedId);
  await unnotify(tx, { kind: 'follow', actorId: followerId, recipientId: followedId });
  await recordEvent(tx, domain, caller, {
    type: 'follow-undone',
    actorId: followerId,
    subjectId: id,
    data: { followedId, uri },
  });
}

/** One of ours will not be followed by somebody any more; false where it was not. @throws {UserError} `forbidden` */
export async function removeFollower(
  domain: Domain,
  caller: Caller,
  followedId: Id,
  followerId: Id,
): Promise<boolean> {
  requireActingFor(caller, followedId);
  return domain.db.transaction(async (tx) => {
    const follow = await lockFollow(tx, followerId, followedId);
    if (follow === undefined) return false;
    await tx.delete(follows).where(eq(follows.id, follow.id));
    await clearHome(tx, followerId, followedId);
    await unnotify(tx, { kind: 'follow', actorId: followerId, recipientId: followedId });
    await unnotify(tx, { kind: 'follow_request', actorId: followerId, recipientId: followedId });
    await recordAnswer(tx, domain, caller, follow, 'rejected');
    return true;
  });
}

/** Ends what ties two of whom the first is ours: neither follows the other any more, and elsewhere that is told. */
export async function endTies(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  actorId: Id,
  otherId: Id,
): Promise<void> {
  const [ours, theirs] = [await lockFollow(tx, actorId, otherId), await lockFollow(tx, otherId, actorId)];
  for (const follow of [ours, theirs]) {
    if (follow === undefined) continue;
    await tx.delete(follows).where(eq(follows.id, follow.id));
    await clearHome(tx, follow.followerId, follow.followedId);
    const { followerId, followedId } = follow;
    await unnotify(tx, { kind: 'follow', actorId: followerId, recipientId: followedId });
  }
  if (ours !== undefined) {
    await recordEvent(tx, domain, caller, {
      type: 'follow-undone',
      actorId,
      subjectId: ours.id,
      data: { followedId: otherId, uri: ours.uri },
    });
  }
  if (theirs !== undefined) await recordAnswer(tx, domain, caller, theirs, 'rejected');
}

/**
 * One of our actors answers somebody's request.
 * @throws {UserError} `forbidden`, `not-found`
 */
export async function answerFollow(
  domain: Domain,
  caller: Caller,
  followId: Id,
  answer: 'accepted' | 'rejected',
): Promise<void> {
  await domain.db.transaction(async (tx) => {
    const [follow] = await tx.select().from(follows).where(eq(follows.id, followId)).for('update');
    if (follow === undefined) throw new UserError('not-found', 'follow_unknown');
    requireActingFor(caller, follow.followedId);
    if (answer === 'accepted') {
      await tx.update(follows).set({ state: 'accepted' }).where(eq(follows.id, follow.id));
      await fillHome(tx, follow.followerId, follow.followedId);
      await notify(tx, domain, [follow.followedId], { kind: 'follow', actorId: follow.followerId });
    } else {
      await tx.delete(follows).where(eq(follows.id, follow.id));
    }
    const { followerId: actorId, followedId: recipientId } = follow;
    await unnotify(tx, { kind: 'follow_request', actorId, recipientId });
    await recordAnswer(tx, domain, caller, follow, answer);
  });
}

export async function recordAnswer(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  follow: Pick<Follow, 'id' | 'uri' | 'followerId' | 'followedId'>,
  answer: 'accepted' | 'rejected',
): Promise<void> {
  await recordEvent(tx, domain, caller, {
    type: answer === 'accepted' ? 'follow-accepted' : 'follow-rejected',
    actorId: follow.followedId,
    subjectId: follow.id,
    data: { followerId: follow.followerId, uri: follow.uri },
  });
}

async function lockFollow(tx: Transaction, followerId: Id, followedId: Id): Promise<Follow | undefined> {
  const [follow] = await tx
    .select()
    .from(follows)
    .where(and(eq(follows.followerId, followerId), eq(follows.followedId, followedId)))
    .for('update');
  return follow;
}
