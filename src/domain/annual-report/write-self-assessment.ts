import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { members } from '../members/member.table.ts';
import { PRINCIPLES, SCORES } from './principle.ts';
import { selfAssessments } from './self-assessment.table.ts';

const answer = z.strictObject({ score: z.literal(SCORES), note: z.string().trim().max(1000).default('') });

const selfAssessment = z.strictObject({
  year: z.number().int().min(2000).max(2199),
  answers: z.partialRecord(z.enum(PRINCIPLES), answer),
  shown: z.boolean().default(false),
});

/**
 * What a member says of itself for a year, in the place of what it said before.
 * @throws {UserError} `invalid` (also for a year to come, or without any answer), `forbidden`, `not-found`
 */
export async function writeSelfAssessment(
  domain: Domain,
  caller: Caller,
  memberId: Id,
  input: z.input<typeof selfAssessment>,
): Promise<void> {
  requireActingFor(caller, memberId);
  const { year, answers, shown } = parseInput(selfAssessment, input);
  const now = domain.clock.now();
  if (year > now.getFullYear()) throw new UserError('invalid', 'year_to_come', {}, 'year');
  if (Object.keys(answers).length === 0) {
    throw new UserError('invalid', 'assessment_empty', {}, `score.${PRINCIPLES[0]}`);
  }
  await domain.db.transaction(async (tx) => {
    const [member] = await tx
      .select({ id: members.id })
      .from(members)
      .where(and(eq(members.id, memberId), isNull(members.leftAt)));
    if (member === undefined) throw new UserError('not-found', 'member_unknown', { handle: memberId });
    const said = { answers, shown, writtenAt: now };
    await tx
      .insert(selfAssessments)
      .values({ memberId, year, ...said })
      .onConflictDoUpdate({ target: [selfAssessments.memberId, selfAssessments.year], set: said });
  });
}

/** Whoever leaves takes their judgement of themselves along. */
export async function forgetSelfAssessments(tx: Transaction, memberId: Id): Promise<void> {
  await tx.delete(selfAssessments).where(eq(selfAssessments.memberId, memberId));
}
