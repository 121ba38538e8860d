import { localActorsByUri } from '../../domain/actors/actor-reads.ts';
import { receiveAnswer, receiveFollow } from '../../domain/follows/receive-follow.ts';
import { readAffiliationsJob } from '../jobs/jobs.ts';
import { firstReading } from '../jobs/reconcile.ts';
import { idOf } from '../json/read.ts';
import type { Listener, Received } from './listener.ts';

export const follow: Listener = async ({ federation, tx, activity, actor }) => {
  const target = idOf(activity.json.object);
  const [followed] = await localActorsByUri(tx, target === undefined ? [] : [target]);
  // The node itself says nothing that could be followed.
  if (followed === undefined || followed.type === 'Application') return 'ignored';
  await receiveFollow(tx, federation.domain, activity.id, actor, followed);
  return 'taken';
};

export const accept: Listener = (received) => answer(received, 'accepted');
export const reject: Listener = (received) => answer(received, 'rejected');

/** The answer to a Follow of ours; from a group, the beginning of reading what it offers and attests, what is to come, and who belongs to it. */
async function answer({ federation, tx, activity, actor, jobs }: Received, said: 'accepted' | 'rejected') {
  const uri = idOf(activity.json.object);
  const meant = uri === undefined ? undefined : await receiveAnswer(tx, uri, actor, said);
  if (meant === undefined) return 'ignored';
  if (meant === 'accepted' && actor.type === 'Group') {
    jobs.push(...(await firstReading(tx, federation.domain, actor)));
  } else if (meant === 'accepted' && actor.affiliations !== null) {
    const readAt = federation.domain.clock.now().getTime();
    jobs.push(readAffiliationsJob({ groupId: actor.id, page: actor.affiliations, pages: 0, readAt }));
  }
  return 'taken';
}
