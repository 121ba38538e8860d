import { eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Post } from '../posts/post.table.ts';
import { postsByUri } from '../posts/post-reads.ts';
import { type Order, type OrderLine, orderLines, orders } from './order.table.ts';

/** All that an order says beside its post, ours or from elsewhere. */
export type OrderTerms = Pick<
  Order,
  | 'state'
  | 'opensAt'
  | 'closesAt'
  | 'deliversAt'
  | 'minimum'
  | 'maximum'
  | 'unit'
  | 'label'
  | 'pickups'
  | 'pledged'
  | 'pledgers'
> & { readonly lines: readonly LineTerms[] };

export type LineTerms = Pick<
  OrderLine,
  'offerUri' | 'title' | 'unit' | 'quantity' | 'unitBased' | 'inReturn' | 'pledged'
>;

/** Gives the post its terms as an order, or newer ones. */
export async function writeOrder(tx: Transaction, post: Post, terms: OrderTerms): Promise<void> {
  const { lines, ...facts } = terms;
  const values = {
    ...facts,
    ownerId: post.actorId,
    own: post.received === null,
    public: post.visibility === 'public',
  };
  await tx
    .insert(orders)
    .values({ ...values, postId: post.id })
    .onConflictDoUpdate({ target: orders.postId, set: values });
  await tx.delete(orderLines).where(eq(orderLines.orderId, post.id));
  if (lines.length === 0) return;
  const known = await postsByUri(
    tx,
    lines.map(({ offerUri }) => offerUri),
  );
  await tx.insert(orderLines).values(
    lines.map((line, position) => ({
      ...line,
      orderId: post.id,
      position,
      offerId: known.find(({ uri, kind }) => uri === line.offerUri && kind === 'proposal')?.id ?? null,
    })),
  );
}
