import { eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import { type Poll, polls, pollVotes } from './poll.table.ts';

/** What a question of ours asks, beside its post. */
export type PollFacts = Pick<Poll, 'options' | 'multiple' | 'electorate' | 'endsAt'>;

/** What another node says of its poll. */
export type IncomingPoll = Omit<Poll, 'postId'>;

/** Gives a post of ours (`kind: 'question'`) its poll, in the transaction that publishes it. */
export async function addPoll(tx: Transaction, postId: Id, facts: PollFacts): Promise<void> {
  await tx.insert(polls).values({ ...facts, postId, votes: facts.options.map(() => 0) });
}

/**
 * Takes in what its server says of a poll, also where the post itself has not changed (not `edited`): counts only grow
 * and an end stays one, so that what comes late or twice changes nothing. Other options make another poll, without the
 * votes of ours.
 */
export async function receivePoll(
  tx: Transaction,
  postId: Id,
  incoming: IncomingPoll,
  { edited }: { readonly edited: boolean },
): Promise<void> {
  const known = await lockPoll(tx, postId);
  if (known === undefined) {
    await tx.insert(polls).values({ ...incoming, postId });
  } else if (!isSamePoll(known, incoming)) {
    if (!edited) return;
    await tx.delete(pollVotes).where(eq(pollVotes.postId, postId));
    await tx.update(polls).set(incoming).where(eq(polls.postId, postId));
  } else {
    const { votes, voters } = total(incoming) > total(known) ? incoming : known;
    const { endsAt } = edited ? incoming : known;
    const closedAt = known.closedAt ?? incoming.closedAt;
    await tx.update(polls).set({ votes, voters, endsAt, closedAt }).where(eq(polls.postId, postId));
  }
}

function isSamePoll(known: IncomingPoll, incoming: IncomingPoll): boolean {
  return known.multiple === incoming.multiple && known.options.join('\n') === incoming.options.join('\n');
}

function total({ votes, voters }: Pick<Poll, 'votes' | 'voters'>): number {
  return votes.reduce((sum, count) => sum + count, voters);
}

/** The poll of a post, locked until the transaction ends: votes are counted one after the other. */
export async function lockPoll(tx: Transaction, postId: Id): Promise<Poll | undefined> {
  return (await tx.select().from(polls).where(eq(polls.postId, postId)).for('update'))[0];
}

/** Adds one voter's choice to the counts of a poll that {@link lockPoll} has locked. */
export async function countVote(
  tx: Transaction,
  poll: Poll,
  positions: readonly number[],
  voters: 0 | 1 = 1,
): Promise<void> {
  const votes = poll.votes.map((count, position) => count + (positions.includes(position) ? 1 : 0));
  await tx
    .update(polls)
    .set({ votes, voters: poll.voters + voters })
    .where(eq(polls.postId, poll.postId));
}

/** The polls of posts that were taken back, and all that was voted in them. */
export async function endPolls(tx: Transaction, postIds: readonly Id[]): Promise<void> {
  await tx.delete(polls).where(inArray(polls.postId, [...postIds]));
}
