import type { Actor } from '../../domain/actors/actor.table.ts';
import type { Queryable } from '../../domain/domain.ts';
import { attendeeInboxes } from '../../domain/events/attendance-reads.ts';
import { voterInboxes } from '../../domain/polls/poll-reads.ts';
import type { Post } from '../../domain/posts/post.table.ts';
import { announceOf, namedIn, postById } from '../../domain/posts/post-reads.ts';
import { isForEveryone } from '../../domain/posts/visible-to.ts';
import { hearersOf } from '../../domain/proposals/hearers.ts';
import type { Id } from '../../platform/ids.ts';
import {
  announceActivity,
  createActivity,
  deleteActivity,
  type Envelope,
  updateActivity,
} from '../json/activities.ts';
import { addressing } from '../json/addressing.ts';
import type { JsonObject } from '../json/context.ts';
import { activityById } from './activity-reads.ts';
import { type Draft, envelopeOf, type Telling } from './draft.ts';
import { inboxesOfFollowers, withoutBlocked } from './recipients.ts';
import { renderPost } from './render.ts';

const activityOf = {
  'post-published': createActivity,
  'post-changed': updateActivity,
  'post-withdrawn': deleteActivity,
} as const;

/** Those elsewhere whom a change concerns, whether they follow its author or not. */
const takingPartIn: Partial<Record<Post['kind'], (db: Queryable, postId: Id) => Promise<string[]>>> = {
  event: attendeeInboxes,
  question: voterInboxes,
};

/**
 * The author says it to its followers and to whom it names; a private post to those alone. What is published to the
 * district this passes on: the Note (what microblogs show) and the whole activity (FEP-1b12).
 */
export async function tellPost(telling: Telling): Promise<Draft[]> {
  const { federation, db, event, actor, group } = telling;
  const post = await postById(db, event.subjectId ?? '');
  if (post === undefined) return [];
  const type = event.type === 'post-rescoped' ? 'post-published' : (event.type as keyof typeof activityOf);
  // What was withdrawn before it could be told: its Delete follows, and stands for all.
  if (post.deletedAt !== null && type !== 'post-withdrawn') return [];
  const hearers = await hearersOf(db, post.id);
  const named = post.visibility === 'scoped' ? hearers : await namedIn(db, post);
  const inGroup = post.audienceId === group.id ? group : null;
  const id = federation.domain.ids();
  const envelope: Envelope = {
    ...envelopeOf(federation, event, id, actor),
    ...addressing(post, actor, inGroup, named),
  };
  const own: Draft = {
    id,
    actor,
    subjectId: post.id,
    json: activityOf[type](envelope, await renderPost(federation, post)),
    inboxes: await inboxesFor(telling, post, [...named, ...hearers], inGroup),
    public: isForEveryone(post),
    listed: type === 'post-published' && post.visibility === 'public',
  };
  const isPassedOn = post.visibility === 'public' && inGroup !== null && actor.id !== group.id;
  return isPassedOn
    ? passOn(telling, post, own, await inboxesOfFollowers(db, [group.id]))
    : own.inboxes.length === 0 && !own.public
      ? []
      : [own];
}

/**
 * Changes and withdrawals also go straight to the district's followers, who may know the post only through the
 * district, and to those who said yes to an event or voted in a poll.
 */
async function inboxesFor(
  { db, event, actor, group }: Telling,
  post: Post,
  named: readonly Actor[],
  inGroup: Actor | null,
): Promise<string[]> {
  const others = named.filter((one) => one.host !== null).map((one) => one.inbox);
  const isNew = event.type === 'post-published' || event.type === 'post-rescoped';
  const takingPart = isNew ? [] : ((await takingPartIn[post.kind]?.(db, post.id)) ?? []);
  const direct = await withoutBlocked(db, [...others, ...takingPart]);
  if (post.visibility === 'direct' || post.visibility === 'scoped') return [...new Set(direct)];
  const followed = inGroup !== null && !isNew ? [actor.id, group.id] : [actor.id];
  return [...new Set([...(await inboxesOfFollowers(db, followed)), ...direct])];
}

/** The group says once more what one of its members says, to these. */
export async function passOn(
  telling: Telling,
  post: Post,
  own: Draft,
  inboxes: readonly string[],
): Promise<Draft[]> {
  const { federation, db, event, group, seal } = telling;
  const said = await seal(own);
  const announcing = (id: Id, what: string | JsonObject, listed: boolean): Draft => ({
    id,
    actor: group,
    subjectId: post.id,
    json: announceActivity(envelopeOf(federation, event, id, group), what),
    inboxes,
    public: own.public,
    listed,
  });
  const isNew = own.json.type === 'Create';
  const announce = isNew ? await announceOf(db, group.id, post.id) : undefined;
  // One that opened before it was first told is passed on once.
  const isSaid = announce === undefined || (await activityById(db, announce.id)) !== undefined;
  return [
    { ...own, json: said },
    ...(isSaid ? [] : [announcing(announce.id, post.uri, true)]),
    announcing(federation.domain.ids(), said, false),
  ];
}
