import { and, arrayContains, desc, eq, inArray, isNull } from 'drizzle-orm';
import { type Cursor, isAfter } from '../../platform/pages.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { type Post, posts } from './post.table.ts';

export interface TaggedPost {
  readonly post: Post;
  readonly author: Actor;
}

/** Public proposals, announcements and events with a hashtag (lower case, without `#`), newest first. */
export async function taggedPosts(
  db: Queryable,
  tag: string,
  limit: number,
  after?: Cursor,
): Promise<TaggedPost[]> {
  return db
    .select({ post: posts, author: actors })
    .from(posts)
    .innerJoin(actors, eq(actors.id, posts.actorId))
    .where(
      and(
        arrayContains(posts.tags, [tag]),
        inArray(posts.kind, ['proposal', 'announcement', 'event', 'order']),
        eq(posts.visibility, 'public'),
        isNull(posts.deletedAt),
        isNull(actors.suspendedAt),
        after && isAfter(after, posts.publishedAt, posts.id),
      ),
    )
    .orderBy(desc(posts.publishedAt), desc(posts.id))
    .limit(limit);
}
