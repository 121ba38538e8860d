import { type SQL, sql } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import { actors } from '../actors/actor.table.ts';
import { notBlockedBy } from '../aversions/hidden.ts';
import { type Post, posts } from './post.table.ts';

/**
 * Whether a reader of this node, or somebody unknown, may see a post: the one place that says so. A condition on `posts`
 * joined with its author in `actors`. What is kept to some districts is seen by whoever has an account here.
 */
export function visibleTo(viewerId: Id | undefined): SQL {
  const there = sql`(${posts.deletedAt} IS NULL AND ${actors.suspendedAt} IS NULL AND ${actors.deletedAt} IS NULL)`;
  if (viewerId === undefined) return sql`(${there} AND ${posts.visibility} IN ('public', 'unlisted'))`;
  const viewer = sql`${viewerId}::bigint`;
  const welcome = notBlockedBy(sql`${posts.actorId}`, viewer);
  return sql`(${there} AND ${welcome} AND (
    ${posts.visibility} IN ('public', 'unlisted', 'scoped')
    OR ${posts.actorId} = ${viewer}
    OR ${posts.recipientId} = ${viewer}
    OR EXISTS (SELECT 1 FROM mentions m WHERE m.post_id = ${posts.id} AND m.actor_id = ${viewer})
    OR (${posts.visibility} = 'followers' AND EXISTS (
      SELECT 1 FROM follows f
      WHERE f.follower_id = ${viewer} AND f.followed_id = ${posts.actorId} AND f.state = 'accepted'))))`;
}

/** Whether a post is for whoever comes; see {@link visibleTo} for one reader. */
export function isForEveryone(post: Pick<Post, 'visibility'> | undefined): boolean {
  return post?.visibility === 'public' || post?.visibility === 'unlisted';
}

/** The same for whoever has an account here. */
export function isForMembers(post: Pick<Post, 'visibility'> | undefined): boolean {
  return isForEveryone(post) || post?.visibility === 'scoped';
}
