import { and, count, desc, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { pins } from './pin.table.ts';
import { type Post, posts } from './post.table.ts';
import { requireReadable } from './post-reads.ts';

const MAX_PINS = 5;

/**
 * Shows one of the actor's own posts before all others; a second time changes nothing.
 * @throws {UserError} `forbidden`, `not-found`, `conflict` for another's, a private one, or a sixth
 */
export async function pinPost(domain: Domain, caller: Caller, actorId: Id, postId: Id): Promise<void> {
  requireActingFor(caller, actorId);
  await domain.db.transaction(async (tx) => {
    const post = await requireReadable(tx, postId, actorId);
    if (post.actorId !== actorId) throw new UserError('conflict', 'pin_foreign');
    if (post.visibility === 'direct') throw new UserError('conflict', 'pin_private');
    const [have] = await tx.select({ total: count() }).from(pins).where(eq(pins.actorId, actorId));
    const pinned = await tx
      .insert(pins)
      .values({ id: domain.ids(), actorId, postId, createdAt: domain.clock.now() })
      .onConflictDoNothing()
      .returning({ id: pins.id });
    if (pinned.length === 0) return;
    if ((have?.total ?? 0) >= MAX_PINS) throw new UserError('conflict', 'pins_too_many', { max: MAX_PINS });
    await recordEvent(tx, domain, caller, { type: 'post-pinned', actorId, subjectId: postId });
  });
}

/** @throws {UserError} `forbidden` */
export async function unpinPost(domain: Domain, caller: Caller, actorId: Id, postId: Id): Promise<void> {
  requireActingFor(caller, actorId);
  await domain.db.transaction(async (tx) => {
    const gone = await tx
      .delete(pins)
      .where(and(eq(pins.actorId, actorId), eq(pins.postId, postId)))
      .returning({ id: pins.id });
    if (gone.length === 0) return;
    await recordEvent(tx, domain, caller, { type: 'post-unpinned', actorId, subjectId: postId });
  });
}

/** What an actor of ours has pinned for everyone, the last one first. */
export async function pinnedPosts(db: Queryable, actorId: Id): Promise<Post[]> {
  const rows = await db
    .select({ post: posts })
    .from(pins)
    .innerJoin(posts, eq(posts.id, pins.postId))
    .where(and(eq(pins.actorId, actorId), inArray(posts.visibility, ['public', 'unlisted'])))
    .orderBy(desc(pins.id))
    .limit(MAX_PINS);
  return rows.map((row) => row.post);
}

export async function removePinsOf(tx: Transaction, postIds: readonly Id[]): Promise<void> {
  await tx.delete(pins).where(inArray(pins.postId, [...postIds]));
}
