import { isFollowedHere } from '../../domain/follows/follow-reads.ts';
import { postByUri } from '../../domain/posts/post-reads.ts';
import { receiveAnnounce, receivePost, receiveWithdrawal } from '../../domain/posts/receive-post.ts';
import { fetchPostJob } from '../jobs/jobs.ts';
import { isObject } from '../json/context.ts';
import { httpUri, idOf, sameOrigin, typesOf } from '../json/read.ts';
import type { Listener, Received } from './listener.ts';
import { audienceOf, deletionTime, mentionedBy, readPostOf } from './posts.ts';
import type { ProvenActivity } from './proven-activity.ts';

/**
 * Passes on a post (its address), or a whole activity (FEP-1b12). The activity counts as its author's word where a
 * proof says so; without, what it is about is asked of its own server.
 */
export const announce: Listener = async (received) => {
  const { federation, tx, activity, actor, embedded, jobs } = received;
  const { object } = activity.json;
  const wrapped = isObject(object) && object.actor !== undefined ? object : undefined;
  const uri = httpUri(wrapped === undefined ? object : wrapped.object, {
    allowHttp: federation.allowPrivateAddresses,
  });
  if (uri === undefined) return 'ignored';
  const ours = uri.startsWith(`${federation.domain.addresses.origin}/`);
  if (!ours && !(await isFollowedHere(tx, actor.id))) return 'ignored';
  if (wrapped !== undefined) {
    if (ours) return 'ignored';
    if (embedded !== undefined && (await passOn(received, embedded))) return 'taken';
    jobs.push(fetchPostJob({ uri, groupId: actor.id }));
    return 'taken';
  }
  const post = await postByUri(tx, uri);
  if (post !== undefined) await receiveAnnounce(tx, federation.domain, activity.id, actor, post);
  else if (ours) return 'ignored';
  else jobs.push(fetchPostJob({ uri, groupId: actor.id, announce: activity.id }));
  return 'taken';
};

/** Applies what a group passed on; false for what has to be asked of its own server. */
async function passOn({ federation, tx, actor }: Received, embedded: ProvenActivity): Promise<boolean> {
  const { activity, actor: author } = embedded;
  const { object } = activity.json;
  const [type] = typesOf(activity.json);
  if (type === 'Delete') {
    const uri = idOf(object);
    if (uri === undefined || uri === author.uri || !sameOrigin(uri, author.uri)) return false;
    await receiveWithdrawal(tx, federation.domain, author, uri, deletionTime(federation, object));
    return true;
  }
  if ((type !== 'Create' && type !== 'Update') || !isObject(object)) return false;
  const incoming = await readPostOf(tx, federation, author, object, activity.received.object);
  if (incoming === undefined) return false;
  const mentionIds = await mentionedBy(tx, federation, object, incoming);
  const group = (await audienceOf(tx, author, object)) ?? (actor.type === 'Group' ? actor : undefined);
  await receivePost(tx, federation.domain, author, group, { ...incoming, mentionIds });
  return true;
}
