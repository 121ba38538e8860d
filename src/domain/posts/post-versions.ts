import { asc, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import type { Queryable } from '../domain.ts';
import { imagesOf } from './images.ts';
import { type Post, type PostVersion, postVersions } from './post.table.ts';

/** As many as anyone looks through. */
const SHOWN = 100;

/** Keeps a post as it is, before it changes. */
export async function keepVersion(tx: Transaction, post: Post): Promise<void> {
  const { id: postId, title, warning, sensitive, content } = post;
  const since = post.updatedAt ?? post.publishedAt;
  const images = await imagesOf(tx, postId);
  await tx
    .insert(postVersions)
    .values({ postId, since, title, warning, sensitive, content, images })
    .onConflictDoNothing();
}

/** What a post was before, oldest first. */
export async function versionsOf(db: Queryable, postId: Id): Promise<PostVersion[]> {
  return db
    .select()
    .from(postVersions)
    .where(eq(postVersions.postId, postId))
    .orderBy(asc(postVersions.since))
    .limit(SHOWN);
}

export async function forgetVersionsOf(tx: Transaction, postIds: readonly Id[]): Promise<void> {
  await tx.delete(postVersions).where(inArray(postVersions.postId, [...postIds]));
}
