import { and, eq, isNull } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { type IdWindow, inWindow, newestFirst } from '../../platform/pages.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import { follows } from '../follows/follow.table.ts';
import { isFollowing } from '../follows/follow-reads.ts';
import { endorsements } from './endorsement.table.ts';

/**
 * Shows somebody on one's own profile, for as long as one follows them; a second time changes nothing.
 * @throws {UserError} `forbidden`, `conflict` for whom one does not follow
 */
export async function endorse(domain: Domain, caller: Caller, ownerId: Id, targetId: Id): Promise<void> {
  requireActingFor(caller, ownerId);
  if (!(await isFollowing(domain.db, ownerId, targetId))) {
    throw new UserError('conflict', 'endorse_unfollowed');
  }
  await domain.db.insert(endorsements).values({ id: domain.ids(), ownerId, targetId }).onConflictDoNothing();
}

/** @throws {UserError} `forbidden` */
export async function unendorse(domain: Domain, caller: Caller, ownerId: Id, targetId: Id): Promise<void> {
  requireActingFor(caller, ownerId);
  await domain.db
    .delete(endorsements)
    .where(and(eq(endorsements.ownerId, ownerId), eq(endorsements.targetId, targetId)));
}

/** Whom one of ours shows, the last one first; paged by the id of the showing. */
export async function endorsedBy(
  db: Queryable,
  ownerId: Id,
  window: IdWindow,
): Promise<{ id: Id; actor: Actor }[]> {
  const { where, order } = inWindow(endorsements.id, window);
  const rows = await db
    .select({ id: endorsements.id, actor: actors })
    .from(endorsements)
    .innerJoin(actors, eq(actors.id, endorsements.targetId))
    .innerJoin(
      follows,
      and(
        eq(follows.followerId, endorsements.ownerId),
        eq(follows.followedId, endorsements.targetId),
        eq(follows.state, 'accepted'),
      ),
    )
    .where(
      and(eq(endorsements.ownerId, ownerId), isNull(actors.deletedAt), isNull(actors.suspendedAt), where),
    )
    .orderBy(order)
    .limit(window.limit);
  return newestFirst(rows, window);
}
