import { and, asc, eq, inArray, isNull, lt, ne, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { type Caller, clockCaller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import type { Post } from '../posts/post.table.ts';
import { posts } from '../posts/post.table.ts';
import { buryPost, withdrawPost } from '../posts/withdraw-post.ts';
import { changePost, lockOwnPost } from '../posts/write-post.ts';
import { proposals } from './proposal.table.ts';

/** A proposal that ended stays readable this long, then becomes a tombstone. */
const SHOWN_AFTER_END_DAYS = 30;
const BATCH = 200;

/**
 * Ends a proposal that has found what it sought: it stays on its page, marked as concluded.
 * @throws {UserError} `forbidden`, `not-found`, `gone`, `conflict` when it has ended already
 */
export async function closeProposal(domain: Domain, caller: Caller, id: Id): Promise<void> {
  await domain.db.transaction(async (tx) => {
    const post = await lockOwnPost(tx, id, 'proposal');
    requireActingFor(caller, post.actorId);
    await endOwn(tx, domain, caller, post, 'closed');
  });
}

/**
 * Opens again what has ended, until another day or for good.
 * @throws {UserError} `forbidden`, `not-found`, `gone`, `invalid` for a day that has passed, `conflict` when it is open
 */
export async function reopenProposal(
  domain: Domain,
  caller: Caller,
  id: Id,
  expiresAt: Date | undefined,
): Promise<void> {
  if (expiresAt !== undefined && expiresAt <= domain.clock.now()) {
    throw new UserError('invalid', 'day_passed', {}, 'expiresAt');
  }
  await domain.db.transaction(async (tx) => {
    const post = await lockOwnPost(tx, id, 'proposal');
    requireActingFor(caller, post.actorId);
    const reopened = await tx
      .update(proposals)
      .set({ state: 'open', expiresAt: expiresAt ?? null })
      .where(and(eq(proposals.postId, id), ne(proposals.state, 'open')))
      .returning({ id: proposals.postId });
    if (reopened.length === 0) throw new UserError('conflict', 'proposal_open', { id });
    await changePost(tx, domain, caller, post, {});
  });
}

/** Takes a proposal back altogether. @throws {UserError} as {@link withdrawPost} */
export async function withdrawProposal(domain: Domain, caller: Caller, id: Id): Promise<void> {
  await withdrawPost(domain, caller, id, 'proposal');
}

/** The same in a transaction that does more. @throws {UserError} `conflict` when it has ended already */
export async function endOwn(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  post: Post,
  state: 'closed' | 'expired',
): Promise<void> {
  const ended = await tx
    .update(proposals)
    .set({ state })
    .where(and(eq(proposals.postId, post.id), eq(proposals.state, 'open')))
    .returning({ id: proposals.postId });
  if (ended.length === 0) throw new UserError('conflict', 'proposal_ended', { id: post.id });
  await changePost(tx, domain, caller, post, {});
}

/** Ends what has passed its day, ours (everyone is told) and others' (they tell of it themselves). */
export async function expireProposals(domain: Domain): Promise<number> {
  const now = domain.clock.now();
  const due = await domain.db
    .select({ id: proposals.postId, own: isNull(posts.received) })
    .from(proposals)
    .innerJoin(posts, eq(posts.id, proposals.postId))
    .where(and(eq(proposals.state, 'open'), lt(proposals.expiresAt, now)))
    .orderBy(asc(proposals.expiresAt))
    .limit(BATCH);
  const others = due.filter((row) => !row.own).map((row) => row.id);
  if (others.length > 0) {
    await domain.db
      .update(proposals)
      .set({ state: 'expired' })
      .where(and(inArray(proposals.postId, others), eq(proposals.state, 'open')));
  }
  for (const { id } of due.filter((row) => row.own)) {
    await domain.db.transaction(async (tx) => {
      const post = await lockOwnPost(tx, id, 'proposal');
      await endOwn(tx, domain, clockCaller, post, 'expired');
    });
  }
  return due.length;
}

/** Others' proposals expire without a word from them. */
const endedAt = sql<string>`CASE ${proposals.state} WHEN 'expired' THEN ${proposals.expiresAt}
  ELSE coalesce(${posts.updatedAt}, ${posts.publishedAt}) END`;

/** Withdraws our proposals that ended a month ago, and forgets others'. */
export async function sweepEndedProposals(domain: Domain): Promise<number> {
  const limit = new Date(domain.clock.now().getTime() - SHOWN_AFTER_END_DAYS * 86_400_000);
  const due = await domain.db
    .select({ id: posts.id, own: isNull(posts.received) })
    .from(proposals)
    .innerJoin(posts, eq(posts.id, proposals.postId))
    .where(
      and(
        inArray(proposals.state, ['closed', 'expired']),
        isNull(posts.deletedAt),
        lt(endedAt, limit.toISOString()),
      ),
    )
    .orderBy(asc(posts.id))
    .limit(BATCH);
  for (const { id, own } of due) {
    if (own) await withdrawProposal(domain, clockCaller, id);
    else await domain.db.transaction((tx) => buryPost(tx, domain, id));
  }
  return due.length;
}
