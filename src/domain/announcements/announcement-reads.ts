import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Id } from '../../platform/ids.ts';
import { type Cursor, isAfter } from '../../platform/pages.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { type Post, postImages, posts, type ShownImage } from '../posts/post.table.ts';

export interface AnnouncementView {
  readonly post: Post;
  readonly author: Actor;
  readonly group: Actor | null;
  readonly images: readonly ShownImage[];
}

export interface AnnouncementFilter {
  readonly from?: 'here' | 'elsewhere' | undefined;
  readonly authorId?: Id | undefined;
}

const group = alias(actors, 'audience');

/** Announcements that anyone may read, newest first. */
export async function announcements(
  db: Queryable,
  filter: AnnouncementFilter,
  limit: number,
  after?: Cursor,
): Promise<AnnouncementView[]> {
  return select(db)
    .where(
      and(
        eq(posts.kind, 'announcement'),
        eq(posts.visibility, 'public'),
        isNull(posts.deletedAt),
        isNull(actors.suspendedAt),
        filter.from === 'here' ? isNull(posts.received) : undefined,
        filter.from === 'elsewhere' ? isNotNull(posts.received) : undefined,
        filter.authorId === undefined ? undefined : eq(posts.actorId, filter.authorId),
        after && isAfter(after, posts.publishedAt, posts.id),
      ),
    )
    .orderBy(desc(posts.publishedAt), desc(posts.id))
    .limit(limit);
}

/** One announcement or note, withdrawn ones included. */
export async function announcementById(db: Queryable, id: Id): Promise<AnnouncementView | undefined> {
  return (await select(db).where(eq(posts.id, id)))[0];
}

function select(db: Queryable) {
  return db
    .select({
      post: posts,
      author: actors,
      group,
      images: sql<AnnouncementView['images']>`coalesce((
        SELECT json_agg(json_build_object('position', i.position, 'media', i.media, 'url', i.url,
          'mediaType', i.media_type, 'alt', i.alt, 'width', i.width, 'height', i.height) ORDER BY i.position)
        FROM ${postImages} i WHERE i.post_id = ${posts.id}), '[]'::json)`,
    })
    .from(posts)
    .innerJoin(actors, eq(actors.id, posts.actorId))
    .leftJoin(group, eq(group.id, posts.audienceId));
}

export function announcementCursor(view: AnnouncementView): Cursor {
  return { at: view.post.publishedAt, id: view.post.id };
}
