import type { Id } from '../../platform/ids.ts';
import type { Queryable } from '../domain.ts';
import type { Post } from '../posts/post.table.ts';
import { postByUri } from '../posts/post-reads.ts';

/** Whose stock an answer to one of our posts draws on: a counter-offer's is that of the proposal it goes back to. */
export async function stockPostOf(
  db: Queryable,
  post: Pick<Post, 'id' | 'actorId' | 'visibility' | 'inReplyTo'>,
): Promise<Id | null> {
  if (post.visibility !== 'direct' || post.inReplyTo === null) return post.id;
  const first = await postByUri(db, post.inReplyTo);
  return first?.actorId === post.actorId ? first.id : null;
}
