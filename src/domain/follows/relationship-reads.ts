import { and, eq, inArray, or } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import type { Queryable } from '../domain.ts';
import { type Follow, follows } from './follow.table.ts';

/** How somebody stands to another. */
export interface Relationship {
  readonly id: Id;
  readonly follows: Follow['state'] | undefined;
  readonly followedBy: Follow['state'] | undefined;
}

/** How one actor stands to these, in their order. */
export async function relationshipsOf(
  db: Queryable,
  actorId: Id,
  ids: readonly Id[],
): Promise<Relationship[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select()
    .from(follows)
    .where(
      or(
        and(eq(follows.followerId, actorId), inArray(follows.followedId, [...ids])),
        and(eq(follows.followedId, actorId), inArray(follows.followerId, [...ids])),
      ),
    );
  return ids.map((id) => ({
    id,
    follows: rows.find(({ followerId, followedId }) => followerId === actorId && followedId === id)?.state,
    followedBy: rows.find(({ followerId, followedId }) => followerId === id && followedId === actorId)?.state,
  }));
}
