import { and, eq, isNotNull, lt } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { inviteAdmitted } from '../accounts/invite.ts';
import { insertRepresentative } from '../accounts/sign-in.ts';
import type { Actor } from '../actors/actor.table.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { writeLetters } from '../letters/write-letters.ts';
import { insertMember } from '../members/add-member.ts';
import type { MemberFacts } from '../members/member.ts';
import { nodeActors } from '../node/node-reads.ts';
import { type Application, applications } from './application.table.ts';
import { type MembershipRemark, membershipReason } from './membership.ts';

/** What was decided is forgotten after so many days: a member has its own page, a stranger a right to be forgotten. */
const DECIDED_DAYS = 90;

/**
 * Takes the applicant into the district, and writes to it: with the way to an account, unless it has one.
 * @throws {UserError} `forbidden`, `not-found`, `conflict` (decided already, or the handle taken meanwhile)
 */
export async function admitApplicant(domain: Domain, caller: Caller, id: Id): Promise<Actor> {
  return domain.db.transaction(async (tx) => {
    const application = await lockOpen(tx, caller, id);
    const { handle, name, kind, summary, comune, email, message, charter, accountId, locale } = application;
    const isPerson = kind === 'person';
    const member = await insertMember(
      tx,
      domain,
      caller,
      {
        ...{ handle, name, summary, email },
        kind: kind as MemberFacts['kind'],
        comune: comune ?? undefined,
        shows: isPerson ? ['kind'] : ['kind', 'place'],
        listed: !isPerson,
      },
      { message, charter },
    );
    if (accountId !== null) await insertRepresentative(tx, accountId, member.id);
    await decide(tx, domain, caller, application, { state: 'admitted', memberId: member.id });
    const { addresses } = domain;
    const url =
      accountId === null
        ? `${addresses.origin}/iscrizione?token=${await inviteAdmitted(tx, domain, member.id)}`
        : addresses.profilePage(handle);
    const contents = { name, url, signUp: accountId === null };
    await writeLetters(tx, domain, [{ kind: 'application-admitted', email, locale, contents }]);
    return member;
  });
}

/** Says no, and writes why. @throws {UserError} `invalid`, `forbidden`, `not-found`, `conflict` */
export async function refuseApplicant(
  domain: Domain,
  caller: Caller,
  id: Id,
  input: MembershipRemark,
): Promise<void> {
  const { note: reason } = parseInput(membershipReason, input);
  await domain.db.transaction(async (tx) => {
    const application = await lockOpen(tx, caller, id);
    const { name, email, locale } = application;
    await decide(tx, domain, caller, application, { state: 'refused', reason });
    await writeLetters(tx, domain, [
      { kind: 'application-refused', email, locale, contents: { name, reason } },
    ]);
  });
}

async function lockOpen(tx: Transaction, caller: Caller, id: Id): Promise<Application> {
  requireCoordinator(caller);
  const [application] = await tx.select().from(applications).where(eq(applications.id, id)).for('update');
  if (application === undefined) throw new UserError('not-found', 'application_unknown');
  if (application.state !== 'asked') throw new UserError('conflict', 'application_decided');
  return application;
}

async function decide(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  { id }: Application,
  decision: Pick<Application, 'state'> & Partial<Pick<Application, 'memberId' | 'reason'>>,
): Promise<void> {
  const { group } = await nodeActors(tx);
  await tx
    .update(applications)
    .set({ ...decision, decidedAt: domain.clock.now() })
    .where(eq(applications.id, id));
  const type = decision.state === 'admitted' ? 'application-admitted' : 'application-refused';
  await recordEvent(tx, domain, caller, { type, actorId: group.id, subjectId: id });
}

export async function sweepApplications({ db, clock }: Domain): Promise<void> {
  const before = new Date(clock.now().getTime() - DECIDED_DAYS * 86_400_000);
  await db
    .delete(applications)
    .where(and(isNotNull(applications.decidedAt), lt(applications.decidedAt, before)));
}
