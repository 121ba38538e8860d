import { and, desc, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { isFollowing } from '../follows/follow-reads.ts';
import { announces, mentions, type Post, posts } from './post.table.ts';
import { isForEveryone, visibleTo } from './visible-to.ts';

export async function postById(db: Queryable, id: Id): Promise<Post | undefined> {
  return (await db.select().from(posts).where(eq(posts.id, id)))[0];
}

export async function postByUri(db: Queryable, uri: string): Promise<Post | undefined> {
  return (await db.select().from(posts).where(eq(posts.uri, uri)))[0];
}

/**
 * A post that this reader may see. One that it may not and one that is not there are the same.
 * @throws {UserError} `not-found`
 */
export async function requireReadable(db: Queryable, id: Id, viewerId: Id | undefined): Promise<Post> {
  const [row] = await db
    .select({ post: posts })
    .from(posts)
    .innerJoin(actors, eq(actors.id, posts.actorId))
    .where(and(eq(posts.id, id), visibleTo(viewerId)));
  if (row === undefined) throw new UserError('not-found', 'status_unknown');
  return row.post;
}

/** Whom one of ours names: those who are told of it, wherever they are; of a private post its only readers. */
export async function namedIn(db: Queryable, post: Pick<Post, 'id'>): Promise<Actor[]> {
  const rows = await db
    .select({ actor: actors })
    .from(mentions)
    .innerJoin(actors, eq(actors.id, mentions.actorId))
    .where(and(eq(mentions.postId, post.id), isNull(actors.deletedAt)))
    .orderBy(actors.id);
  return rows.map((row) => row.actor);
}

/** Whether somebody, here or elsewhere, is among those whom a post is for. */
export async function isAmongReaders(db: Queryable, post: Post, actorId: Id): Promise<boolean> {
  if (isForEveryone(post)) return true;
  if (post.visibility === 'scoped') return isHeardBy(db, post.id, actorId);
  if (post.recipientId === actorId || post.actorId === actorId) return true;
  const [named] = await db
    .select({ id: mentions.actorId })
    .from(mentions)
    .where(and(eq(mentions.postId, post.id), eq(mentions.actorId, actorId)));
  if (named !== undefined) return true;
  return post.visibility === 'followers' && (await isFollowing(db, actorId, post.actorId));
}

/** Whether somebody is of this node, or of one whose group was given the post by name. */
async function isHeardBy(db: Queryable, postId: Id, readerId: Id): Promise<boolean> {
  const rows = await db.execute(sql`
    SELECT 1 FROM actors r WHERE r.id = ${readerId} AND (r.host IS NULL OR EXISTS (
      SELECT 1 FROM proposal_hearers h JOIN actors g ON g.id = h.group_id
      WHERE h.post_id = ${postId} AND g.host = r.host AND g.suspended_at IS NULL))`);
  return rows.length > 0;
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
