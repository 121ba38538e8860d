import { eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import type { Queryable } from '../domain.ts';
import { productCodes } from './product-code.table.ts';

/** Which proposal each code of a supplier means, by the code. */
export async function productCodesOf(db: Queryable, ownerId: Id): Promise<Map<string, Id>> {
  const rows = await db.select().from(productCodes).where(eq(productCodes.ownerId, ownerId));
  return new Map(rows.map(({ code, postId }) => [code, postId]));
}

/** A code means the newest proposal that came with it. */
export async function saveProductCode(tx: Transaction, ownerId: Id, code: string, postId: Id): Promise<void> {
  await tx
    .insert(productCodes)
    .values({ ownerId, code, postId })
    .onConflictDoUpdate({ target: [productCodes.ownerId, productCodes.code], set: { postId } });
}
