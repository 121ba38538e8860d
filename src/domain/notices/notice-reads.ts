import { eq, inArray } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import type { Queryable } from '../domain.ts';
import { type Notice, notices } from './notice.table.ts';

/** What a private post of the node tells of, if it is one. */
export async function noticeOf(db: Queryable, postId: Id): Promise<Notice | undefined> {
  return (await db.select().from(notices).where(eq(notices.postId, postId)))[0];
}

export async function noticesOf(db: Queryable, postIds: readonly Id[]): Promise<ReadonlyMap<Id, Notice>> {
  if (postIds.length === 0) return new Map();
  const rows = await db
    .select()
    .from(notices)
    .where(inArray(notices.postId, [...postIds]));
  return new Map(rows.map((notice) => [notice.postId, notice]));
}
