import { and, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import { actorById } from '../actors/actor-reads.ts';
import type { Caller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { type Membership, memberships } from './membership.table.ts';
import { type MembershipRequest, membershipRequest, requireCharter, takesMembers } from './membership.ts';
import { requireSpeakingFor } from './speak-for.ts';

/**
 * One of ours asks to belong to a group, here or elsewhere; the group decides. A group with a charter is asked with the
 * version that it has now.
 * @throws {UserError} `invalid`, `forbidden`, `not-found`, `conflict`
 */
export async function askMembership(
  domain: Domain,
  caller: Caller,
  memberId: Id,
  groupId: Id,
  input: MembershipRequest,
): Promise<Membership> {
  const { message, charter } = parseInput(membershipRequest, input);
  return domain.db.transaction(async (tx) => {
    await requireSpeakingFor(tx, caller, memberId);
    // Locked, so that of two requests at once the second one sees the first.
    const [member] = await tx.select().from(actors).where(eq(actors.id, memberId)).for('update');
    const group = await actorById(tx, groupId);
    if (member === undefined || member.host !== null || member.deletedAt !== null) {
      throw new UserError('not-found', 'member_unknown', { handle: memberId });
    }
    if (group === undefined || group.deletedAt !== null || group.suspendedAt !== null) {
      throw new UserError('not-found', 'actor_unknown', { handle: groupId });
    }
    if (!takesMembers(group)) throw new UserError('conflict', 'takes_no_members', { name: group.name });
    if (member.id === group.id) throw new UserError('conflict', 'joins_itself');
    await requireNoOther(tx, member, group);
    requireCharter(group, charter);
    const membership = await insertMembership(tx, domain, {
      memberId,
      groupId,
      message,
      charter: group.charter,
      state: 'asked',
    });
    await recordEvent(tx, domain, caller, {
      type: 'membership-asked',
      actorId: memberId,
      subjectId: membership.id,
    });
    return membership;
  });
}

async function requireNoOther(tx: Transaction, member: Actor, group: Actor): Promise<void> {
  const [open] = await tx
    .select({ state: memberships.state })
    .from(memberships)
    .where(
      and(
        eq(memberships.memberId, member.id),
        eq(memberships.groupId, group.id),
        inArray(memberships.state, ['asked', 'admitted']),
      ),
    )
    .limit(1);
  if (open === undefined) return;
  throw new UserError('conflict', open.state === 'asked' ? 'already_asked' : 'already_member', {
    name: group.name,
  });
}

/** A membership that begins on this node, whose Join has an address of ours. */
export async function insertMembership(
  tx: Transaction,
  domain: Domain,
  facts: Pick<Membership, 'memberId' | 'groupId' | 'message' | 'charter'> & {
    readonly state: 'asked' | 'admitted';
  },
): Promise<Membership> {
  const id = domain.ids();
  const now = domain.clock.now();
  const [membership] = await tx
    .insert(memberships)
    .values({
      ...facts,
      id,
      joinUri: domain.addresses.activity(id),
      askedAt: now,
      charterAcceptedAt: facts.charter === null ? null : now,
      admittedAt: facts.state === 'admitted' ? now : null,
      changedAt: now,
    })
    .returning();
  if (membership === undefined) throw new Error('membership was not inserted');
  return membership;
}
