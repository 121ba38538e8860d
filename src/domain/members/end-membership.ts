import { and, eq, isNull } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { closeAccountOf } from '../accounts/close-account.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import { forgetSelfAssessments } from '../annual-report/write-self-assessment.ts';
import { type Caller, clockCaller, requireActingFor, requireCoordinator } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { forgetEmailEnquiriesTo } from '../enquiries/forget-email-enquiry.ts';
import { leaveAllEvents } from '../events/leave-all.ts';
import { recordEvent } from '../history/record-event.ts';
import { endTiesOf } from '../memberships/end-ties.ts';
import { withdrawPledgesOf } from '../orders/withdraw-pledges.ts';
import { leavePactsOf } from '../pacts/take-part.ts';
import { withdrawAllOf } from '../posts/withdraw-post.ts';
import { members } from './member.table.ts';

/** Who ends it, and what they wrote. */
export interface Farewell {
  readonly by: 'member' | 'district';
  readonly note?: string;
}

/**
 * Ends the membership of one of ours with all that it published: its public face becomes a tombstone, its handle is
 * never given again, its account is closed. Answers how many posts were withdrawn.
 * @throws {UserError} `forbidden`, `not-found`
 */
export async function endMembership(
  domain: Domain,
  caller: Caller,
  memberId: Id,
  { by, note = '' }: Farewell,
): Promise<number> {
  if (by === 'district') requireCoordinator(caller);
  else requireActingFor(caller, memberId);
  // Before anything is withdrawn: there may be no such member.
  const actor = await requireMember(domain, memberId);
  const withdrawn = await withdrawAllOf(domain, clockCaller, memberId);
  await domain.db.transaction(async (tx) => {
    const now = domain.clock.now();
    const ended = await tx
      .update(members)
      .set({ leftAt: now, email: null, site: null, vatNumber: null, comune: null, shows: [] })
      .where(and(eq(members.id, memberId), isNull(members.leftAt)))
      .returning({ id: members.id });
    if (ended.length === 0) throw new UserError('not-found', 'member_unknown', { handle: memberId });
    await leaveAllEvents(tx, domain, memberId);
    await withdrawPledgesOf(tx, domain, caller, memberId);
    await endTiesOf(tx, domain, actor, { removed: by === 'district' });
    await leavePactsOf(tx, domain, caller, actor, note);
    await forgetEmailEnquiriesTo(tx, domain, memberId);
    await forgetSelfAssessments(tx, memberId);
    await closeAccountOf(tx, domain, memberId);
    await tx
      .update(actors)
      .set({
        deletedAt: now,
        updatedAt: now,
        summary: '',
        // A person's name goes with them; that the handle was somebody's has to stay known.
        ...(actor.type === 'Person' ? { name: actor.handle } : {}),
        discoverable: false,
        indexable: false,
        memberOf: [],
      })
      .where(eq(actors.id, memberId));
    await recordEvent(tx, domain, caller, {
      type: 'member-left',
      actorId: memberId,
      subjectId: memberId,
      data: { by, ...(note === '' ? {} : { note }) },
    });
  });
  return withdrawn;
}

async function requireMember(domain: Domain, id: Id): Promise<Actor> {
  const [row] = await domain.db
    .select({ actor: actors })
    .from(members)
    .innerJoin(actors, eq(actors.id, members.id))
    .where(and(eq(members.id, id), isNull(members.leftAt)));
  if (row === undefined) throw new UserError('not-found', 'member_unknown', { handle: id });
  return row.actor;
}
