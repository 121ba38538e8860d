import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Actor } from '../actors/actor.table.ts';
import { forgetGroup } from '../actors/member-of.ts';
import type { Domain } from '../domain.ts';
import { affiliations, memberships } from './membership.table.ts';

const OPEN = ['asked', 'admitted'] as const;

/**
 * All ties of an actor that is gone, ours or not, end with it: the news of its end says so to everyone.
 * `removed`: the district ended the membership of one of ours, and not the member itself.
 */
export async function endTiesOf(
  tx: Transaction,
  domain: Domain,
  actor: Actor,
  { removed = false } = {},
): Promise<void> {
  const now = domain.clock.now();
  const ended = (admitted: 'left' | 'removed', asked: 'withdrawn' | 'refused') =>
    sql<
      typeof memberships.$inferSelect.state
    >`CASE ${memberships.state} WHEN 'admitted' THEN ${admitted} ELSE ${asked} END`;
  const asMember = and(eq(memberships.memberId, actor.id), inArray(memberships.state, OPEN));
  const asGroup = and(eq(memberships.groupId, actor.id), inArray(memberships.state, OPEN));
  await tx
    .update(memberships)
    .set(
      removed
        ? { state: ended('removed', 'refused'), refusedAt: now, changedAt: now }
        : { state: ended('left', 'withdrawn'), leftAt: now, changedAt: now },
    )
    .where(asMember);
  await tx
    .update(memberships)
    .set({ state: ended('removed', 'refused'), refusedAt: now, changedAt: now })
    .where(asGroup);
  await forgetGroup(tx, actor.uri);
  await tx
    .delete(affiliations)
    .where(or(eq(affiliations.groupId, actor.id), eq(affiliations.memberUri, actor.uri)));
}
