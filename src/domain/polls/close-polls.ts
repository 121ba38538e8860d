import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { type Caller, clockCaller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { type Post, posts } from '../posts/post.table.ts';
import { postById } from '../posts/post-reads.ts';
import { changePost, lockOwnPost } from '../posts/write-post.ts';
import { notifyVoters } from './notify-voters.ts';
import { polls } from './poll.table.ts';

const BATCH = 200;

/**
 * Closes what has come to its end, ours (its readers are told the result) and others' (they tell of it themselves).
 * Any number of workers may do so at once: each poll closes once.
 */
export async function closeDuePolls(domain: Domain): Promise<number> {
  const now = domain.clock.now();
  const due = await domain.db
    .select({ id: polls.postId, own: isNull(posts.received) })
    .from(polls)
    .innerJoin(posts, eq(posts.id, polls.postId))
    .where(and(isNull(polls.closedAt), lte(polls.endsAt, now)))
    .orderBy(asc(polls.endsAt))
    .limit(BATCH);
  for (const { id } of due.filter((row) => !row.own)) {
    await domain.db.transaction(async (tx) => {
      const closed = await tx
        .update(polls)
        .set({ closedAt: sql`${polls.endsAt}` })
        .where(and(eq(polls.postId, id), isNull(polls.closedAt)))
        .returning({ id: polls.postId });
      const post = closed.length === 0 ? undefined : await postById(tx, id);
      if (post !== undefined) await notifyVoters(tx, domain, post);
    });
  }
  for (const { id } of due.filter((row) => row.own)) {
    await domain.db.transaction(async (tx) => {
      await closePoll(tx, domain, clockCaller, await lockOwnPost(tx, id, 'question'));
    });
  }
  return due.length;
}

/** Closes a poll of ours, so that its counts are final and told; false where it was closed already. */
export async function closePoll(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  post: Post,
): Promise<boolean> {
  const closed = await tx
    .update(polls)
    .set({ closedAt: domain.clock.now() })
    .where(and(eq(polls.postId, post.id), isNull(polls.closedAt)))
    .returning({ id: polls.postId });
  if (closed.length === 0) return false;
  await changePost(tx, domain, caller, post, {});
  await notifyVoters(tx, domain, post);
  return true;
}
