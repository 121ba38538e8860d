import { eq } from 'drizzle-orm';
import { type Actor, actors } from '../../domain/actors/actor.table.ts';
import { actorById } from '../../domain/actors/actor-reads.ts';
import type { Queryable } from '../../domain/domain.ts';
import { partnerInboxes } from '../../domain/flows/flow-reads.ts';
import type { DomainEventType } from '../../domain/history/record-event.ts';
import { nodeActors } from '../../domain/node/node-reads.ts';
import type { Id } from '../../platform/ids.ts';
import type { Federation } from '../federation.ts';
import {
  acceptFollow,
  addRelationship,
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
import { renderActor } from './render.ts';
import { tellAgreement } from './tell-agreement.ts';
import { tellAttendance } from './tell-attendance.ts';
import { tellBlock } from './tell-block.ts';
import { tellMembershipTie } from './tell-membership.ts';
import { tellPact } from './tell-pact.ts';
import { tellPledge } from './tell-pledge.ts';
import { tellPost } from './tell-post.ts';
import { tellBoost, tellFavourite, tellPin } from './tell-reaction.ts';
import { tellReport } from './tell-report.ts';
import { tellRescope } from './tell-rescope.ts';
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
  'post-rescoped': tellRescope,
  'post-boosted': tellBoost,
  'boost-undone': tellBoost,
  'post-favourited': tellFavourite,
  'favourite-undone': tellFavourite,
  'post-pinned': tellPin,
  'post-unpinned': tellPin,
  'member-added': tellMembership,
  'member-left': tellMembership,
  'member-changed': tellActor,
  'actor-changed': tellActor,
  'charter-published': tellActor,
  'flows-published': tellFlows,
  'flows-hidden': tellFlows,
  'flows-counted': tellFlows,
  'follow-requested': (telling) => tellFollow(telling, 'followedId'),
  'follow-undone': (telling) => tellFollow(telling, 'followedId'),
  'follow-accepted': (telling) => tellFollow(telling, 'followerId'),
  'follow-rejected': (telling) => tellFollow(telling, 'followerId'),
  'actor-blocked': tellBlock,
  'actor-unblocked': tellBlock,
  'actor-reported': tellReport,
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

/** Whether the district publishes its flows concerns those whom they come from and go to as well. */
async function tellFlows(telling: Telling): Promise<Draft[]> {
  const partners = await withoutBlocked(telling.db, await partnerInboxes(telling.db));
  const drafts = await tellActor(telling);
  return drafts.map((draft) => ({ ...draft, inboxes: [...new Set([...draft.inboxes, ...partners])] }));
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
