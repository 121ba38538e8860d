import { eq } from 'drizzle-orm';
import { type Actor, actors } from '../../domain/actors/actor.table.ts';
import { actorById } from '../../domain/actors/actor-reads.ts';
import type { Queryable } from '../../domain/domain.ts';
import { attendeeInboxes } from '../../domain/events/attendance-reads.ts';
import type { DomainEventType } from '../../domain/history/record-event.ts';
import { nodeActors } from '../../domain/node/node-reads.ts';
import { voterInboxes } from '../../domain/polls/poll-reads.ts';
import type { Post } from '../../domain/posts/post.table.ts';
import { announceOf, postById } from '../../domain/posts/post-reads.ts';
import type { Id } from '../../platform/ids.ts';
import type { Federation } from '../federation.ts';
import {
  acceptFollow,
  addRelationship,
  announceActivity,
  createActivity,
  deleteActivity,
  type Envelope,
  followActivity,
  rejectFollow,
  removeRelationship,
  undoActivity,
  updateActivity,
} from '../json/activities.ts';
import type { JsonObject } from '../json/context.ts';
import { type DomainEvent, type Draft, envelopeOf, privateDraft, type Seal, type Telling } from './draft.ts';
import { inboxesOfFollowers, inboxesOfTies, withoutBlocked } from './recipients.ts';
import { renderActor, renderPost } from './render.ts';
import { tellAgreement } from './tell-agreement.ts';
import { tellAttendance } from './tell-attendance.ts';
import { tellMembershipTie } from './tell-membership.ts';
import { tellPact } from './tell-pact.ts';
import { tellPledge } from './tell-pledge.ts';
import { tellVote } from './tell-vote.ts';

/** Turns one event of the domain into what others are told of it. Each activity is sealed (signed) before the next may quote it. */
export async function activitiesFor(
  federation: Federation,
  db: Queryable,
  event: DomainEvent,
  seal: Seal,
): Promise<Draft[]> {
  const teller = tellers[event.type as DomainEventType];
  if (teller === undefined) return [];
  const actor = event.actorId === null ? undefined : await actorById(db, event.actorId);
  if (actor === undefined) return [];
  const { group } = await nodeActors(db);
  return teller({ federation, db, event, actor, group, seal });
}

const tellers: Partial<Record<DomainEventType, (telling: Telling) => Promise<Draft[]>>> = {
  'post-published': tellPost,
  'post-changed': tellPost,
  'post-withdrawn': tellPost,
  'member-added': tellMembership,
  'member-left': tellMembership,
  'member-changed': tellActor,
  'actor-changed': tellActor,
  'follow-requested': (telling) => tellFollow(telling, 'followedId'),
  'follow-undone': (telling) => tellFollow(telling, 'followedId'),
  'follow-accepted': (telling) => tellFollow(telling, 'followerId'),
  'follow-rejected': (telling) => tellFollow(telling, 'followerId'),
  'membership-asked': tellMembershipTie,
  'membership-admitted': tellMembershipTie,
  'membership-refused': tellMembershipTie,
  'membership-withdrawn': tellMembershipTie,
  'membership-left': tellMembershipTie,
  'membership-removed': tellMembershipTie,
  'agreement-proposed': tellAgreement,
  'agreement-accepted': tellAgreement,
  'agreement-rejected': tellAgreement,
  'agreement-withdrawn': tellAgreement,
  'agreement-cancelled': tellAgreement,
  'agreement-done': tellAgreement,
  'pact-proposed': tellPact,
  'pact-signed': tellPact,
  'pact-refused': tellPact,
  'pact-left': tellPact,
  'pact-in-force': tellPact,
  'pact-ended': tellPact,
  'poll-voted': tellVote,
  'attendance-asked': tellAttendance,
  'attendance-accepted': tellAttendance,
  'attendance-refused': tellAttendance,
  'attendance-left': tellAttendance,
  'pledge-offered': tellPledge,
  'pledge-counted': tellPledge,
  'pledge-refused': tellPledge,
  'pledge-withdrawn': tellPledge,
};

const postActivity = { Create: createActivity, Update: updateActivity, Delete: deleteActivity };

/** Those elsewhere whom a change concerns, whether they follow its author or not. */
const takingPartIn: Partial<Record<Post['kind'], (db: Queryable, postId: Id) => Promise<string[]>>> = {
  event: attendeeInboxes,
  question: voterInboxes,
};

/**
 * The author says it to its followers; its district passes on the Note (what microblogs show) and the whole
 * activity (FEP-1b12). Changes and withdrawals also go straight to the district's followers, who may know the
 * post only through the district, and to those who said yes to an event or voted in a poll.
 */
async function tellPost(telling: Telling): Promise<Draft[]> {
  const { federation, db, event, actor, group, seal } = telling;
  const post = await postById(db, event.subjectId ?? '');
  if (post === undefined) return [];
  // What was withdrawn before it could be told: its Delete follows, and stands for all.
  if (post.deletedAt !== null && event.type !== 'post-withdrawn') return [];
  const verb =
    event.type === 'post-published' ? 'Create' : event.type === 'post-changed' ? 'Update' : 'Delete';
  const object = await renderPost(federation, post);
  if (post.visibility === 'direct') {
    const to = post.recipientId === null ? undefined : await actorById(db, post.recipientId);
    const ids = { id: federation.domain.ids(), actor, subjectId: post.id };
    const build = postActivity[verb];
    return to === undefined
      ? []
      : privateDraft(telling, { ...ids, to }, (envelope) => build(envelope, object));
  }
  const byMember = actor.id !== group.id;
  const id = federation.domain.ids();
  const envelope = {
    ...envelopeOf(federation, event, id, actor),
    cc: [`${actor.uri}/followers`, ...(byMember ? [group.uri] : [])],
  };
  const followers = await inboxesOfFollowers(
    db,
    byMember && verb !== 'Create' ? [actor.id, group.id] : [actor.id],
  );
  const takingPart =
    verb === 'Create' ? [] : await withoutBlocked(db, (await takingPartIn[post.kind]?.(db, post.id)) ?? []);
  const own: Draft = {
    id,
    actor,
    subjectId: post.id,
    json: postActivity[verb](envelope, object),
    inboxes: [...new Set([...followers, ...takingPart])],
    public: true,
    listed: verb === 'Create',
  };
  if (!byMember) return [own];
  const said = await seal(own);
  const hearers = await inboxesOfFollowers(db, [group.id]);
  const passOn = (announceId: Id, said: string | JsonObject, listed: boolean): Draft => ({
    id: announceId,
    actor: group,
    subjectId: post.id,
    json: announceActivity(envelopeOf(federation, event, announceId, group), said),
    inboxes: hearers,
    public: true,
    listed,
  });
  const announce = verb === 'Create' ? await announceOf(db, group.id, post.id) : undefined;
  return [
    { ...own, json: said },
    ...(announce === undefined ? [] : [passOn(announce.id, post.uri, true)]),
    passOn(federation.domain.ids(), said, false),
  ];
}

/** The district adds a member to its affiliations, or takes it out; a member that left is gone for everyone. */
async function tellMembership({ federation, db, event, actor, group }: Telling): Promise<Draft[]> {
  const joined = event.type === 'member-added';
  if (joined && actor.type === 'Person' && !actor.discoverable) return [];
  const draft = (id: Id, by: Actor, json: JsonObject, inboxes: string[]): Draft => ({
    id,
    actor: by,
    subjectId: actor.id,
    json,
    inboxes,
    public: true,
    listed: false,
  });
  const hearers = await inboxesOfFollowers(db, [group.id]);
  const id = federation.domain.ids();
  const tell = joined ? addRelationship : removeRelationship;
  const json = tell(envelopeOf(federation, event, id, group), actor.uri);
  const told = [draft(id, group, json, hearers)];
  if (joined) return told;
  const goneId = federation.domain.ids();
  const gone = deleteActivity(envelopeOf(federation, event, goneId, actor), actor.uri);
  return [draft(goneId, actor, gone, await inboxesOfTies(db, actor, group)), ...told];
}

async function tellActor({ federation, db, event, actor, group }: Telling): Promise<Draft[]> {
  if (actor.deletedAt !== null) return [];
  const id = federation.domain.ids();
  const envelope = envelopeOf(federation, event, id, actor);
  const json = updateActivity(envelope, await renderActor(federation, actor));
  const inboxes = await inboxesOfTies(db, actor, group);
  return [{ id, actor, subjectId: actor.id, json, inboxes, public: true, listed: false }];
}

/** A request, its end, or the answer to one: for the other side alone. */
async function tellFollow(telling: Telling, otherSide: 'followedId' | 'followerId'): Promise<Draft[]> {
  const { federation, db, event, actor } = telling;
  const { uri, [otherSide]: otherId } = event.data as { uri: string } & Record<string, Id>;
  const [other] = await db
    .select()
    .from(actors)
    .where(eq(actors.id, String(otherId)));
  if (other === undefined || event.subjectId === null) return [];
  // The Follow itself has the address that the follow was given when it was asked for.
  const id = event.type === 'follow-requested' ? event.subjectId : federation.domain.ids();
  return privateDraft(telling, { id, actor, to: other, subjectId: other.id }, (envelope) =>
    followJson(event.type, envelope, uri, other.uri),
  );
}

function followJson(type: string, envelope: Envelope, uri: string, other: string): JsonObject {
  switch (type) {
    case 'follow-requested':
      return followActivity(envelope, other);
    case 'follow-undone':
      return undoActivity(envelope, followActivity({ ...envelope, uri }, other));
    case 'follow-accepted':
      return acceptFollow(envelope, { uri, actor: other, object: envelope.actor });
    default:
      return rejectFollow(envelope, { uri, actor: other, object: envelope.actor });
  }
}
