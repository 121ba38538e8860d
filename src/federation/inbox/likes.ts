import { receiveFavourite } from '../../domain/favourites/favourite.ts';
import { isAmongReaders, postByUri } from '../../domain/posts/post-reads.ts';
import { idOf } from '../json/read.ts';
import type { Listener } from './listener.ts';

/** Somebody likes a post of ours that it may read. Likes of what others wrote are their own affair. */
export const like: Listener = async ({ federation, tx, activity, actor }) => {
  const uri = idOf(activity.json.object);
  const post = uri === undefined ? undefined : await postByUri(tx, uri);
  if (post === undefined || post.received !== null || !(await isAmongReaders(tx, post, actor.id)))
    return 'ignored';
  await receiveFavourite(tx, federation.domain, activity.id, actor, post);
  return 'taken';
};
