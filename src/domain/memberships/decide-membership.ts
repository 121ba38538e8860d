import { and, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { actorById } from '../actors/actor-reads.ts';
import type { Caller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { askToFollow } from '../follows/follow.ts';
import { recordEvent } from '../history/record-event.ts';
import { endMembership, type Farewell } from '../members/end-membership.ts';
import { nodeActors } from '../node/node-reads.ts';
import { insertMembership } from './ask-membership.ts';
import { learnFact, lockMembership, type MembershipView } from './learn-fact.ts';
import { type Membership, memberships } from './membership.table.ts';
import {
  type MembershipRemark,
  type MembershipSide,
  type MembershipStep,
  membershipReason,
  membershipRemark,
  stepsFor,
  takesMembers,
} from './membership.ts';
import { membershipById } from './membership-reads.ts';
import { requireSpeakingFor } from './speak-for.ts';

/** The group takes the subject in. @throws {UserError} `forbidden`, `not-found`, `conflict` */
export async function admitMember(domain: Domain, caller: Caller, id: Id): Promise<Membership> {
  return domain.db.transaction(async (tx) =>
    learnFact(tx, domain, caller, await lockForStep(tx, caller, id, 'group', 'admit'), 'admitted'),
  );
}

/** The group says no, and why. @throws {UserError} `invalid`, `forbidden`, `not-found`, `conflict` */
export async function refuseMember(
  domain: Domain,
  caller: Caller,
  id: Id,
  input: MembershipRemark,
): Promise<Membership> {
  return end(domain, caller, id, 'refuse', input);
}

/** The group ends a membership, and says why. @throws {UserError} `invalid`, `forbidden`, `not-found`, `conflict` */
export async function removeMember(
  domain: Domain,
  caller: Caller,
  id: Id,
  input: MembershipRemark,
): Promise<Membership> {
  return end(domain, caller, id, 'remove', input);
}

async function end(
  domain: Domain,
  caller: Caller,
  id: Id,
  step: 'refuse' | 'remove',
  input: MembershipRemark,
): Promise<Membership> {
  const { note } = parseInput(membershipReason, input);
  return endHome(domain, caller, id, { by: 'district', note }, async (tx) =>
    learnFact(tx, domain, caller, await lockForStep(tx, caller, id, 'group', step), 'refused', note),
  );
}

/** The subject takes its request back, or leaves. @throws {UserError} `invalid`, `forbidden`, `not-found`, `conflict` */
export async function leaveGroup(
  domain: Domain,
  caller: Caller,
  id: Id,
  input: MembershipRemark,
): Promise<Membership> {
  const { note } = parseInput(membershipRemark, input);
  return endHome(domain, caller, id, { by: 'member', note }, async (tx) =>
    learnFact(tx, domain, caller, await lockForStep(tx, caller, id, 'member', 'leave'), 'left', note),
  );
}

/** The tie of one of ours to its own district or network ends with the member itself; any other one as `otherwise`. */
async function endHome(
  domain: Domain,
  caller: Caller,
  id: Id,
  farewell: Farewell,
  otherwise: (tx: Transaction) => Promise<Membership>,
): Promise<Membership> {
  const { db } = domain;
  const view = await membershipById(db, id);
  const { group } = await nodeActors(db);
  const isHome = view?.group.id === group.id && view.member.host === null;
  if (!isHome || view.membership.state !== 'admitted') return db.transaction(otherwise);
  await endMembership(domain, caller, view.member.id, farewell);
  return (await membershipById(db, id))?.membership ?? view.membership;
}

/**
 * A group of ours takes in somebody elsewhere who cannot ask: accounts of microblogs send no Join.
 * @throws {UserError} `forbidden`, `not-found`, `conflict`
 */
export async function admitUnasked(
  domain: Domain,
  caller: Caller,
  groupId: Id,
  memberId: Id,
): Promise<Membership> {
  return domain.db.transaction(async (tx) => {
    await requireSpeakingFor(tx, caller, groupId);
    const group = await actorById(tx, groupId);
    const member = await actorById(tx, memberId);
    if (group === undefined || group.host !== null || !takesMembers(group)) {
      throw new UserError('conflict', 'takes_no_members', { name: group?.name ?? groupId });
    }
    if (member === undefined || member.host === null || member.deletedAt !== null) {
      throw new UserError('not-found', 'actor_unknown', { handle: memberId });
    }
    const [open] = await tx
      .select()
      .from(memberships)
      .where(
        and(
          eq(memberships.memberId, memberId),
          eq(memberships.groupId, groupId),
          inArray(memberships.state, ['asked', 'admitted']),
        ),
      )
      .for('update');
    if (open?.state === 'admitted') throw new UserError('conflict', 'already_member', { name: group.name });
    if (open !== undefined)
      return learnFact(tx, domain, caller, { membership: open, member, group }, 'admitted');
    const facts = { memberId, groupId, message: '', charter: null, state: 'admitted' } as const;
    const membership = await insertMembership(tx, domain, facts);
    await recordEvent(tx, domain, caller, {
      type: 'membership-admitted',
      actorId: groupId,
      subjectId: membership.id,
    });
    await askToFollow(tx, domain, caller, group, member, { byMembership: true });
    return membership;
  });
}

/** One membership, locked, where whoever speaks for this side may take this step. */
async function lockForStep(
  tx: Transaction,
  caller: Caller,
  id: Id,
  side: MembershipSide,
  step: MembershipStep,
): Promise<MembershipView> {
  const view = await lockMembership(tx, { id });
  if (view === undefined || view[side].host !== null) {
    throw new UserError('not-found', 'membership_unknown');
  }
  await requireSpeakingFor(tx, caller, view[side].id);
  if (!stepsFor(view.membership, side).includes(step)) {
    throw new UserError('conflict', 'membership_step_closed');
  }
  return view;
}
