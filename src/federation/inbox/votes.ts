import { receiveVote } from '../../domain/polls/vote.ts';
import { postByUri } from '../../domain/posts/post-reads.ts';
import { plainLine } from '../../platform/html/plain-line.ts';
import { isObject } from '../json/context.ts';
import { idOf, idsOf, text, typesOf } from '../json/read.ts';
import type { Listener, Received } from './listener.ts';
import { Refusal } from './refusal.ts';

/** Whether a Create is a choice in a poll of ours: a Note with a name and no text, in reply to it (as Mastodon votes). */
export function isVote({ federation, activity }: Received): boolean {
  const { object } = activity.json;
  if (!isObject(object) || !typesOf(object).includes('Note')) return false;
  const { origin } = federation.domain.addresses;
  return (
    text(object.name) !== undefined &&
    !text(object.content) &&
    idOf(object.inReplyTo)?.startsWith(`${origin}/objects/`) === true
  );
}

export const vote: Listener = async ({ federation, tx, activity, actor }) => {
  const { object } = activity.json;
  if (!isObject(object)) return 'ignored';
  const authors = idsOf(object.attributedTo, 2);
  if (authors.length !== 1 || authors[0] !== actor.uri) {
    throw new Refusal(403, 'activity-foreign', "the vote is somebody else's");
  }
  const post = await postByUri(tx, idOf(object.inReplyTo) ?? '');
  if (post === undefined) return 'ignored';
  return receiveVote(tx, federation.domain, actor, post, plainLine(text(object.name) ?? '', 300));
};
