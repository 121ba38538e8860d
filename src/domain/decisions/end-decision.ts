import { eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { closePoll } from '../polls/close-polls.ts';
import { lockPoll } from '../polls/write-poll.ts';
import type { Post } from '../posts/post.table.ts';
import { buryPost } from '../posts/withdraw-post.ts';
import { lockOwnPost } from '../posts/write-post.ts';
import { decisions } from './decision.table.ts';

/**
 * Closes a decision before its time, when all has been said: nobody was shown the counts before, so that nobody can
 * choose the moment by them.
 * @throws {UserError} `forbidden`, `not-found`, `gone`, `conflict` when it is closed already
 */
export async function closeDecision(domain: Domain, caller: Caller, id: Id): Promise<void> {
  requireCoordinator(caller);
  await domain.db.transaction(async (tx) => {
    const post = await lockOpenDecision(tx, id);
    await closePoll(tx, domain, caller, post);
  });
}

/**
 * Takes back a decision that was opened by mistake, with all that was cast; what is closed stays.
 * @throws {UserError} as {@link closeDecision}
 */
export async function withdrawDecision(domain: Domain, caller: Caller, id: Id): Promise<void> {
  requireCoordinator(caller);
  await domain.db.transaction(async (tx) => {
    const post = await lockOpenDecision(tx, id);
    await buryPost(tx, domain, id);
    await recordEvent(tx, domain, caller, { type: 'post-withdrawn', actorId: post.actorId, subjectId: id });
  });
}

async function lockOpenDecision(tx: Transaction, id: Id): Promise<Post> {
  const post = await lockOwnPost(tx, id, 'question');
  const [decision] = await tx.select().from(decisions).where(eq(decisions.postId, id));
  if (decision === undefined) throw new UserError('not-found', 'question_unknown', { id });
  const poll = await lockPoll(tx, id);
  if (poll?.closedAt !== null) throw new UserError('conflict', 'decision_closed');
  return post;
}
