import { and, eq, inArray, ne } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import { sayMemberOf } from '../actors/member-of.ts';
import type { Caller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { askToFollow } from '../follows/follow.ts';
import { type DomainEventType, recordEvent } from '../history/record-event.ts';
import { type Membership, memberships } from './membership.table.ts';
import { type MembershipFact, stateOf } from './membership.ts';

/** A membership with both sides. */
export interface MembershipView {
  readonly membership: Membership;
  readonly member: Actor;
  readonly group: Actor;
}

/**
 * Adds a fact to what is known of a locked membership and records what came of it; one that is known already changes
 * nothing. What one of ours says of itself (`memberOf`) follows.
 */
export async function learnFact(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  { membership, member, group }: MembershipView,
  fact: MembershipFact,
  note = '',
): Promise<Membership> {
  if (membership[`${fact}At`] !== null) return membership;
  const now = domain.clock.now();
  const known: Membership = { ...membership, [`${fact}At`]: now, changedAt: now };
  const next: Membership = { ...known, state: stateOf(known) };
  await tx.update(memberships).set(next).where(eq(memberships.id, next.id));
  if (next.state === membership.state) return next;
  if (next.state === 'admitted') await endOthers(tx, domain, next);
  await recordEvent(tx, domain, caller, {
    type: `membership-${next.state}` as DomainEventType,
    actorId: fact === 'left' ? member.id : group.id,
    subjectId: next.id,
    data: note === '' ? {} : { note },
  });
  if (member.host === null) await tellMemberOf(tx, domain, caller, next, member, group);
  else if (next.state === 'admitted') {
    await askToFollow(tx, domain, caller, group, member, { byMembership: true });
  }
  return next;
}

/** Of several memberships of a pair the one that was admitted last counts. */
async function endOthers(tx: Transaction, domain: Domain, admitted: Membership): Promise<void> {
  const now = domain.clock.now();
  await tx
    .update(memberships)
    .set({ state: 'left', leftAt: now, changedAt: now })
    .where(
      and(
        eq(memberships.memberId, admitted.memberId),
        eq(memberships.groupId, admitted.groupId),
        ne(memberships.id, admitted.id),
        eq(memberships.state, 'admitted'),
      ),
    );
}

/** One of ours says that it belongs to the group, or does not any more. */
async function tellMemberOf(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  { state }: Membership,
  member: Actor,
  group: Actor,
): Promise<void> {
  if (!(await sayMemberOf(tx, domain, member, group.uri, state === 'admitted'))) return;
  const type = member.type === 'Group' ? 'actor-changed' : 'member-changed';
  await recordEvent(tx, domain, caller, { type, actorId: member.id, subjectId: member.id });
}

/** One membership, locked, with both sides. */
export async function lockMembership(
  tx: Transaction,
  by: { readonly id: string } | { readonly joinUri: string },
): Promise<MembershipView | undefined> {
  const [membership] = await tx
    .select()
    .from(memberships)
    .where('id' in by ? eq(memberships.id, by.id) : eq(memberships.joinUri, by.joinUri))
    .for('update');
  if (membership === undefined) return undefined;
  const sides = await tx
    .select()
    .from(actors)
    .where(inArray(actors.id, [membership.memberId, membership.groupId]));
  const member = sides.find(({ id }) => id === membership.memberId);
  const group = sides.find(({ id }) => id === membership.groupId);
  return member && group && { membership, member, group };
}
