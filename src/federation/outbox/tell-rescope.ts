import { actorsByIds } from '../../domain/actors/actor-reads.ts';
import { postById } from '../../domain/posts/post-reads.ts';
import type { Rescoping } from '../../domain/posts/rescope-post.ts';
import { hearersOf } from '../../domain/proposals/hearers.ts';
import { deleteActivity } from '../json/activities.ts';
import { PUBLIC } from '../json/context.ts';
import { type Draft, envelopeOf, type Telling } from './draft.ts';
import { inboxesOfFollowers, withoutBlocked } from './recipients.ts';
import { tombstoneOf } from './render.ts';
import { passOn, tellPost } from './tell-post.ts';

/**
 * A post of ours reaches further, and is new to whoever hears of it now; or less far, and whoever is outside of it
 * forgets it. Its readers inside have heard by the change itself.
 */
export async function tellRescope(telling: Telling): Promise<Draft[]> {
  const { federation, db, event, actor, group } = telling;
  const post = await postById(db, event.subjectId ?? '');
  if (post === undefined) return [];
  if (post.visibility === 'public') return tellPost(telling);
  const { everyone, lost } = event.data as unknown as Rescoping;
  const left = await actorsByIds(db, lost);
  const kept = new Set((await hearersOf(db, post.id)).map(({ host }) => host));
  const isOutside = (inbox: string) => !kept.has(new URL(inbox).host);
  const followers = everyone ? await inboxesOfFollowers(db, [actor.id, group.id]) : [];
  const named = await withoutBlocked(
    db,
    left.map((one) => one.sharedInbox ?? one.inbox),
  );
  const inboxes = [...new Set([...followers, ...named])].filter(isOutside);
  if (inboxes.length === 0) return [];
  const id = federation.domain.ids();
  const envelope = {
    ...envelopeOf(federation, event, id, actor),
    ...(everyone ? { to: [PUBLIC] } : { to: left.map(({ uri }) => uri), cc: [] }),
  };
  const json = deleteActivity(envelope, tombstoneOf(post, event.occurredAt));
  const own: Draft = { id, actor, subjectId: post.id, json, inboxes, public: false, listed: false };
  if (!everyone || actor.id === group.id) return [own];
  return passOn(telling, post, own, (await inboxesOfFollowers(db, [group.id])).filter(isOutside));
}
