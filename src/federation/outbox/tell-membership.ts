import type { MembershipView } from '../../domain/memberships/learn-fact.ts';
import { membershipById } from '../../domain/memberships/membership-reads.ts';
import { addRelationship, type Envelope, removeRelationship } from '../json/activities.ts';
import type { JsonObject } from '../json/context.ts';
import { acceptJoin, joinGroup, leaveGroup, rejectJoin } from '../json/membership-to-json.ts';
import { type Draft, envelopeOf, privateDraft, type Telling } from './draft.ts';
import { inboxesOfTies } from './recipients.ts';

/**
 * Tells what has come of a request or a membership: the other side hears its answer, and everyone who follows a group
 * of ours who belongs to it (FEP-5219).
 */
export async function tellMembershipTie(telling: Telling): Promise<Draft[]> {
  const { db, event } = telling;
  const view = event.subjectId === null ? undefined : await membershipById(db, event.subjectId);
  if (view === undefined) return [];
  const { group, membership } = view;
  if (group.host !== null) return tellGroup(telling, view);
  const answer = await tellMember(telling, view);
  const wasAdmitted = membership.admittedAt !== null && event.type !== 'membership-admitted';
  if (event.type !== 'membership-admitted' && !wasAdmitted) return answer;
  return [...answer, ...(await tellFollowers(telling, view))];
}

/** What one of ours says to a group elsewhere. */
function tellGroup(telling: Telling, view: MembershipView): Promise<Draft[]> {
  const { federation, event, actor } = telling;
  const { member, group, membership } = view;
  const note = noteOf(event.data);
  const say = (id: string, json: (envelope: Envelope) => JsonObject) =>
    privateDraft(telling, { id, actor: member, to: group, subjectId: membership.id }, json);
  // The Join has the address that the membership was given when it was asked for.
  if (event.type === 'membership-asked') return say(membership.id, (envelope) => joinGroup(envelope, view));
  const leaves = event.type === 'membership-left' || event.type === 'membership-withdrawn';
  if (!leaves || actor.id !== member.id) return Promise.resolve([]);
  return say(federation.domain.ids(), (envelope) => leaveGroup(envelope, view, note));
}

/** What a group of ours says to the subject elsewhere that asked; who never asked hears no answer. */
async function tellMember(telling: Telling, view: MembershipView): Promise<Draft[]> {
  const { federation, event } = telling;
  const { member, group, membership } = view;
  const isOwnJoin = membership.joinUri.startsWith(`${federation.domain.addresses.origin}/`);
  if (isOwnJoin) return [];
  const say = (json: (envelope: Envelope) => JsonObject) =>
    privateDraft(
      telling,
      { id: federation.domain.ids(), actor: group, to: member, subjectId: membership.id },
      json,
    );
  const note = noteOf(event.data);
  if (event.type === 'membership-admitted') return say((envelope) => acceptJoin(envelope, view));
  const ends = event.type === 'membership-refused' || event.type === 'membership-removed';
  return ends ? say((envelope) => rejectJoin(envelope, view, note)) : [];
}

/**
 * A group of ours adds the subject to its affiliations, or takes it out: whoever follows it, and whoever belongs to it,
 * hears. People only where they show themselves.
 */
async function tellFollowers(
  { federation, db, event }: Telling,
  { member, group, membership }: MembershipView,
): Promise<Draft[]> {
  if (member.type === 'Person' && !member.discoverable) return [];
  const id = federation.domain.ids();
  const envelope = envelopeOf(federation, event, id, group);
  const json = (event.type === 'membership-admitted' ? addRelationship : removeRelationship)(
    envelope,
    member.uri,
  );
  const inboxes = await inboxesOfTies(db, group, group);
  return [{ id, actor: group, subjectId: membership.id, json, inboxes, public: true, listed: false }];
}

function noteOf(data: Record<string, unknown>): string {
  return typeof data.note === 'string' ? data.note : '';
}
