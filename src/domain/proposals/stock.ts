import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import type { Caller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { changePost, lockOwnPost } from '../posts/write-post.ts';
import { type Proposal, proposals } from './proposal.table.ts';
import { inUnit, type Measure, stockFor } from './quantity-for.ts';

/**
 * Takes from what one of our open proposals has, and lets its readers know what is left. The proposal stays locked until
 * the transaction ends: however many take at once, nobody takes what is not there.
 * Returns whether anything was counted; a proposal that names no stock has no end of it.
 * @throws {UserError} as `lockOwnPost` and `stockFor`
 */
export async function takeStock(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  postId: Id,
  asked: Measure,
): Promise<boolean> {
  const post = await lockOwnPost(tx, postId, 'proposal');
  const proposal = await proposalOf(tx, postId);
  const quantity = stockFor(proposal, asked);
  if (proposal.available === null) return false;
  await tx
    .update(proposals)
    .set({ available: sql`trim_scale(${proposals.available} - ${quantity}::numeric)` })
    .where(eq(proposals.postId, postId));
  await changePost(tx, domain, caller, post, {});
  return true;
}

/**
 * How much one of our open proposals has left, in this unit, and nobody else takes of it until the transaction ends;
 * undefined where it has ended or names no stock.
 */
export async function stockLeft(tx: Transaction, postId: Id, unit: string): Promise<string | undefined> {
  const post = await lockOwnPost(tx, postId, 'proposal').catch(() => undefined);
  if (post === undefined) return undefined;
  const { state, available, unit: own } = await proposalOf(tx, postId);
  if (state !== 'open' || available === null) return undefined;
  return inUnit({ quantity: available, unit: own ?? unit }, unit);
}

/** Gives back what was taken. Where the proposal is gone, or counts in another unit by now, there is nothing to give it back to. */
export async function giveBackStock(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  postId: Id,
  taken: Measure,
): Promise<void> {
  const post = await lockOwnPost(tx, postId, 'proposal').catch(() => undefined);
  if (post === undefined) return;
  const proposal = await proposalOf(tx, postId);
  const quantity = inUnit(taken, proposal.unit ?? taken.unit);
  if (quantity === undefined || proposal.available === null) return;
  await tx
    .update(proposals)
    .set({ available: sql`trim_scale(${proposals.available} + ${quantity}::numeric)` })
    .where(eq(proposals.postId, postId));
  await changePost(tx, domain, caller, post, {});
}

async function proposalOf(tx: Transaction, postId: Id): Promise<Proposal> {
  const [proposal] = await tx.select().from(proposals).where(eq(proposals.postId, postId));
  if (proposal === undefined) throw new Error(`post ${postId} has no proposal`);
  return proposal;
}
