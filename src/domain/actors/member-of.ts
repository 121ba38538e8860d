import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Domain } from '../domain.ts';
import { type Actor, actors } from './actor.table.ts';

/** What one of ours says of itself: that it belongs to a group, or does not any more. Answers whether that is news. */
export async function sayMemberOf(
  tx: Transaction,
  domain: Domain,
  { id }: Pick<Actor, 'id'>,
  groupUri: string,
  belongs: boolean,
): Promise<boolean> {
  const [actor] = await tx.select().from(actors).where(eq(actors.id, id)).for('update');
  if (actor === undefined || actor.deletedAt !== null) return false;
  if (actor.memberOf.includes(groupUri) === belongs) return false;
  const others = actor.memberOf.filter((uri) => uri !== groupUri);
  const memberOf = belongs ? [...others, groupUri] : others;
  await tx.update(actors).set({ memberOf, updatedAt: domain.clock.now() }).where(eq(actors.id, id));
  return true;
}

/** A group is gone: nobody belongs to it any more. */
export async function forgetGroup(tx: Transaction, groupUri: string): Promise<void> {
  await tx
    .update(actors)
    .set({ memberOf: sql`array_remove(${actors.memberOf}, ${groupUri})` })
    .where(sql`${actors.memberOf} @> ARRAY[${groupUri}]`);
}
