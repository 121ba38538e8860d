import { and, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { requireReadable } from '../posts/post-reads.ts';
import { bookmarks } from './bookmark.table.ts';

/** Keeps a post for later. @throws {UserError} `forbidden`, `not-found` */
export async function bookmarkPost(domain: Domain, caller: Caller, actorId: Id, postId: Id): Promise<void> {
  requireActingFor(caller, actorId);
  await requireReadable(domain.db, postId, actorId);
  await domain.db
    .insert(bookmarks)
    .values({ id: domain.ids(), actorId, postId, createdAt: domain.clock.now() })
    .onConflictDoNothing();
}

/** @throws {UserError} `forbidden` */
export async function unbookmarkPost(domain: Domain, caller: Caller, actorId: Id, postId: Id): Promise<void> {
  requireActingFor(caller, actorId);
  await domain.db.delete(bookmarks).where(and(eq(bookmarks.actorId, actorId), eq(bookmarks.postId, postId)));
}

export async function removeBookmarksOf(tx: Transaction, postIds: readonly Id[]): Promise<void> {
  await tx.delete(bookmarks).where(inArray(bookmarks.postId, [...postIds]));
}
