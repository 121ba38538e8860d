import { and, eq, isNull } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import { htmlToText } from '../../platform/html/text.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { members } from './member.table.ts';
import { type MemberChange, memberChange, memberFacts } from './member.ts';
import { publicFace, requireComune } from './member-face.ts';

/**
 * Changes what a member says of itself, or what it agrees to show. Only the fields that are given change.
 * @throws {UserError} `invalid`, `forbidden`, `not-found`
 */
export async function changeMember(
  domain: Domain,
  caller: Caller,
  memberId: Id,
  input: MemberChange,
): Promise<Actor> {
  requireActingFor(caller, memberId);
  const change = parseInput(memberChange, input);
  return domain.db.transaction(async (tx) => {
    const [row] = await tx
      .select({ actor: actors, member: members })
      .from(members)
      .innerJoin(actors, eq(actors.id, members.id))
      .where(and(eq(members.id, memberId), isNull(members.leftAt)))
      .for('update');
    if (row === undefined) throw new UserError('not-found', 'member_unknown', { handle: memberId });
    const { actor, member } = row;
    const given = Object.fromEntries(
      Object.keys(input).map((key) => [key, change[key as keyof typeof change]]),
    );
    const facts = parseInput(memberFacts, {
      name: actor.name,
      kind: member.kind,
      summary: htmlToText(actor.summary),
      sectors: member.sectors,
      comune: member.comune ?? undefined,
      site: member.site ?? undefined,
      vatNumber: member.vatNumber ?? undefined,
      email: member.email ?? undefined,
      shows: member.shows,
      listed: actor.discoverable,
      ...given,
    });
    const [changed] = await tx
      .update(actors)
      .set({
        ...publicFace(facts),
        affiliations: facts.kind === 'association' ? `${actor.uri}/affiliations` : null,
        updatedAt: domain.clock.now(),
      })
      .where(eq(actors.id, memberId))
      .returning();
    if (changed === undefined) throw new Error(`member ${memberId} was not changed`);
    await tx
      .update(members)
      .set({
        kind: facts.kind,
        sectors: facts.sectors,
        comune: facts.comune === undefined ? null : requireComune(facts.comune, facts.province).istat,
        site: facts.site ?? null,
        vatNumber: facts.vatNumber ?? null,
        email: facts.email ?? null,
        shows: facts.shows,
      })
      .where(eq(members.id, memberId));
    await recordEvent(tx, domain, caller, { type: 'member-changed', actorId: memberId, subjectId: memberId });
    return changed;
  });
}
