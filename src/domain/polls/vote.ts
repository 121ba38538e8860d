import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import type { Actor } from '../actors/actor.table.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import type { Post } from '../posts/post.table.ts';
import { isAmongReaders, requireReadable } from '../posts/post-reads.ts';
import { type Poll, pollVotes } from './poll.table.ts';
import { checkedChoice, isOver } from './poll.ts';
import { countVote, lockPoll } from './write-poll.ts';

/**
 * One of ours answers a poll, of this node or of another one, which is then told. Once only, with all that it chooses.
 * @param positions of the options, from 0
 * @throws {UserError} `not-found` for what it may not read, `conflict` (over, voted already, its own), `forbidden` for
 * a decision, which is voted on by {@link castVoice}, `invalid`
 */
export async function vote(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  postId: Id,
  positions: readonly number[],
): Promise<void> {
  requireActingFor(caller, actorId);
  await domain.db.transaction(async (tx) => {
    const poll = await lockPoll(tx, postId);
    const post = await requireReadable(tx, postId, actorId);
    if (poll === undefined) throw new UserError('not-found', 'question_unknown', { id: postId });
    if (poll.electorate !== 'anyone') throw new UserError('forbidden', 'vote_on_its_page', { url: post.url });
    if (isOver(poll, domain.clock.now())) throw new UserError('conflict', 'poll_over');
    if (post.actorId === actorId) throw new UserError('conflict', 'votes_on_itself');
    const chosen = checkedChoice(poll, positions);
    if ((await choicesOf(tx, postId, actorId)).length > 0) throw new UserError('conflict', 'voted_already');
    await keep(tx, poll, actorId, chosen);
    if (post.received === null) return;
    await recordEvent(tx, domain, caller, {
      type: 'poll-voted',
      actorId,
      subjectId: postId,
      data: { positions: chosen },
    });
  });
}

/**
 * Somebody elsewhere chose this option in a poll of ours; of several, each comes by itself. What is late, repeated,
 * a second choice where there is one, or for members alone counts for nothing.
 */
export async function receiveVote(
  tx: Transaction,
  domain: Domain,
  actor: Actor,
  post: Post,
  label: string,
): Promise<'taken' | 'ignored'> {
  const poll = await lockPoll(tx, post.id);
  if (poll === undefined || poll.electorate !== 'anyone' || post.received !== null) return 'ignored';
  const position = poll.options.indexOf(label);
  if (position < 0 || isOver(poll, domain.clock.now())) return 'ignored';
  if (!(await isAmongReaders(tx, post, actor.id))) return 'ignored';
  const before = await choicesOf(tx, post.id, actor.id);
  if (before.includes(position) || (!poll.multiple && before.length > 0)) return 'ignored';
  await keep(tx, poll, actor.id, [position], before.length === 0 ? 1 : 0);
  return 'taken';
}

async function keep(
  tx: Transaction,
  poll: Poll,
  actorId: Id,
  positions: readonly number[],
  voters: 0 | 1 = 1,
): Promise<void> {
  const { postId } = poll;
  await tx.insert(pollVotes).values(positions.map((position) => ({ postId, actorId, position })));
  await countVote(tx, poll, positions, voters);
}

async function choicesOf(tx: Transaction, postId: Id, actorId: Id): Promise<number[]> {
  const rows = await tx
    .select({ position: pollVotes.position })
    .from(pollVotes)
    .where(and(eq(pollVotes.postId, postId), eq(pollVotes.actorId, actorId)));
  return rows.map((row) => row.position);
}
