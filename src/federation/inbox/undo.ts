import { localActorsByUri } from '../../domain/actors/actor-reads.ts';
import { receiveUndoResponse } from '../../domain/agreements/receive-answer.ts';
import { receiveUndoBlock } from '../../domain/aversions/receive-block.ts';
import { receiveUndoJoin } from '../../domain/events/receive-attendance.ts';
import { favouriterOf, receiveUndoFavourite } from '../../domain/favourites/favourite.ts';
import { followByUri } from '../../domain/follows/follow-reads.ts';
import { receiveUndoFollow } from '../../domain/follows/receive-follow.ts';
import { receiveLeave } from '../../domain/memberships/receive-membership.ts';
import { receiveUndoPledge } from '../../domain/orders/receive-pledge.ts';
import { announcerOf, postByUri } from '../../domain/posts/post-reads.ts';
import { receiveUndoAnnounce } from '../../domain/posts/receive-post.ts';
import { readRemark } from '../json/agreement-from-json.ts';
import { isObject } from '../json/context.ts';
import { idOf, sameOrigin, typesOf } from '../json/read.ts';
import type { Listener } from './listener.ts';

const TYPES = new Set(['Follow', 'Announce', 'Like', 'EmojiReact', 'Offer', 'Block']);

/** Takes back a Follow, an Announce, a Like, an Offer or a Join: only one's own, and also one that has not come yet. */
export const undo: Listener = async ({ federation, tx, activity, actor }) => {
  const { domain } = federation;
  const { object } = activity.json;
  const uri = idOf(object);
  if (uri === undefined || !sameOrigin(uri, actor.uri)) return 'ignored';
  const undone = isObject(object) ? object : undefined;
  const by = idOf(undone?.actor);
  if (by !== undefined && by !== actor.uri) return 'ignored';
  const owner =
    (await followByUri(tx, uri))?.followerId ?? (await announcerOf(tx, uri)) ?? (await favouriterOf(tx, uri));
  if (owner !== undefined && owner !== actor.id) return 'ignored';
  const [type] = undone === undefined ? [] : typesOf(undone);
  if (type === 'Join') {
    // Of an event, or of a group.
    const effect = await receiveLeave(tx, domain, actor, { joinUri: uri }, readRemark(activity.json));
    return (await receiveUndoJoin(tx, domain, actor, uri)) === 'taken' ? 'taken' : effect;
  }
  // A bare address does not say what it was.
  if (type !== undefined && !TYPES.has(type)) return 'ignored';
  if (type === undefined || type === 'Offer') {
    const note = readRemark(activity.json);
    const effect =
      (await receiveUndoPledge(tx, domain, actor, uri)) ??
      (await receiveUndoResponse(tx, domain, actor, uri, note));
    if (type === 'Offer') return effect;
  }
  const isReaction = type === 'Like' || type === 'EmojiReact';
  if (type === undefined || isReaction) {
    const liked = idOf(undone?.object);
    const post = liked === undefined ? undefined : await postByUri(tx, liked);
    await receiveUndoFavourite(tx, domain, uri, actor, post);
    if (isReaction) return 'taken';
  }
  if (type === 'Block') {
    const target = idOf(undone?.object);
    const [blocked] = await localActorsByUri(tx, target === undefined ? [] : [target]);
    await receiveUndoBlock(tx, domain, uri, actor, blocked);
    return 'taken';
  }
  if (type === undefined) await receiveUndoBlock(tx, domain, uri, actor, undefined);
  if (type !== 'Announce') {
    const target = idOf(undone?.object);
    const [followed] = await localActorsByUri(tx, target === undefined ? [] : [target]);
    await receiveUndoFollow(tx, domain, uri, actor, followed);
  }
  if (type !== 'Follow') await receiveUndoAnnounce(tx, domain, uri, actor);
  return 'taken';
};
