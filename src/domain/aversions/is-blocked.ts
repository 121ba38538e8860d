import { and, eq } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import type { Queryable } from '../domain.ts';
import { aversions } from './aversion.table.ts';

/** Whether one keeps another away. */
export async function isBlocked(db: Queryable, ownerId: Id, targetId: Id): Promise<boolean> {
  const rows = await db
    .select({ id: aversions.id })
    .from(aversions)
    .where(and(eq(aversions.ownerId, ownerId), eq(aversions.targetId, targetId), eq(aversions.kind, 'block')))
    .limit(1);
  return rows.length > 0;
}
