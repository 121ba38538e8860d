import { and, asc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import { actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { type Poll, polls, pollVotes } from './poll.table.ts';
import { isSealed } from './poll.ts';

/** A poll as anyone may see it: the counts of a secret ballot are 0 until it is closed. */
export interface PollView extends Omit<Poll, 'votes'> {
  /** How often each option was chosen, in their order. */
  readonly votes: readonly number[];
  /** What the reader chose, by position; null where it has not voted. Always null of a secret ballot. */
  readonly chosen: readonly number[] | null;
}

/** The poll of a post, with what this actor chose in it. */
export async function pollOf(db: Queryable, postId: Id, voterId?: Id): Promise<PollView | undefined> {
  return (await pollsOf(db, [postId], voterId)).get(postId);
}

/** The polls of these posts, by the post's id, with what this actor chose in each. */
export async function pollsOf(
  db: Queryable,
  postIds: readonly Id[],
  voterId?: Id,
): Promise<ReadonlyMap<Id, PollView>> {
  if (postIds.length === 0) return new Map();
  const found = await db
    .select()
    .from(polls)
    .where(inArray(polls.postId, [...postIds]));
  const chosen = voterId === undefined ? new Map() : await choices(db, postIds, voterId);
  return new Map(found.map((poll) => [poll.postId, pollView(poll, chosen.get(poll.postId) ?? null)]));
}

export function pollView(poll: Poll, chosen: readonly number[] | null = null): PollView {
  return { ...poll, votes: isSealed(poll) ? poll.votes.map(() => 0) : poll.votes, chosen };
}

/** The inboxes of those elsewhere who voted: one for each server where it has a shared one. */
export async function voterInboxes(db: Queryable, postId: Id): Promise<string[]> {
  const rows = await db
    .selectDistinct({ inbox: sql<string>`coalesce(${actors.sharedInbox}, ${actors.inbox})` })
    .from(pollVotes)
    .innerJoin(actors, eq(actors.id, pollVotes.actorId))
    .where(
      and(
        eq(pollVotes.postId, postId),
        isNotNull(actors.host),
        isNull(actors.deletedAt),
        isNull(actors.suspendedAt),
      ),
    );
  return rows.map((row) => row.inbox);
}

async function choices(
  db: Queryable,
  postIds: readonly Id[],
  voterId: Id,
): Promise<ReadonlyMap<Id, readonly number[]>> {
  const rows = await db
    .select({ postId: pollVotes.postId, position: pollVotes.position })
    .from(pollVotes)
    .where(and(inArray(pollVotes.postId, [...postIds]), eq(pollVotes.actorId, voterId)))
    .orderBy(asc(pollVotes.position));
  const byPost = Map.groupBy(rows, (row) => row.postId);
  return new Map([...byPost].map(([postId, own]) => [postId, own.map((row) => row.position)]));
}
