import { and, desc, eq, inArray, isNull, lt } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import type { Queryable } from '../domain.ts';
import { announces, type Post, posts } from './post.table.ts';

export async function postById(db: Queryable, id: Id): Promise<Post | undefined> {
  return (await db.select().from(posts).where(eq(posts.id, id)))[0];
}

export async function postByUri(db: Queryable, uri: string): Promise<Post | undefined> {
  return (await db.select().from(posts).where(eq(posts.uri, uri)))[0];
}

export async function postsByUri(db: Queryable, uris: readonly string[]): Promise<Post[]> {
  return uris.length === 0
    ? []
    : db
        .select()
        .from(posts)
        .where(inArray(posts.uri, [...uris]));
}

/** Who passed on something by this Announce. */
export async function announcerOf(db: Queryable, uri: string): Promise<Id | undefined> {
  const [row] = await db.select({ actorId: announces.actorId }).from(announces).where(eq(announces.uri, uri));
  return row?.actorId;
}

/** How one of our groups passed a post on, if it did. */
export async function announceOf(
  db: Queryable,
  actorId: Id,
  postId: Id,
): Promise<typeof announces.$inferSelect | undefined> {
  const rows = await db
    .select()
    .from(announces)
    .where(and(eq(announces.actorId, actorId), eq(announces.postId, postId)))
    .orderBy(desc(announces.id))
    .limit(1);
  return rows[0];
}

/** Public posts of one kind that a group passed on, newest first; `before` is the id of the last one seen. */
export async function publicPostsOf(
  db: Queryable,
  where: { readonly groupId?: Id; readonly actorId?: Id; readonly kind: Post['kind'] },
  limit: number,
  before?: Id,
): Promise<Post[]> {
  return db
    .select()
    .from(posts)
    .where(
      and(
        where.groupId === undefined ? undefined : eq(posts.audienceId, where.groupId),
        where.actorId === undefined ? undefined : eq(posts.actorId, where.actorId),
        eq(posts.kind, where.kind),
        eq(posts.visibility, 'public'),
        isNull(posts.deletedAt),
        isNull(posts.received),
        before === undefined ? undefined : lt(posts.id, before),
      ),
    )
    .orderBy(desc(posts.id))
    .limit(limit);
}
