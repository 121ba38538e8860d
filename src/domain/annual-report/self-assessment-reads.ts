import { and, eq, sql } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import { FEWEST } from '../flows/flow.ts';
import { PRINCIPLES, type Principle } from './principle.ts';
import { type SelfAssessment, selfAssessments } from './self-assessment.table.ts';

/** What a member has said of itself for a year, for those who act for it. @throws {UserError} `forbidden` */
export async function selfAssessmentOf(
  { db }: Domain,
  caller: Caller,
  memberId: Id,
  year: number,
): Promise<SelfAssessment | undefined> {
  requireActingFor(caller, memberId);
  const [found] = await db
    .select()
    .from(selfAssessments)
    .where(and(eq(selfAssessments.memberId, memberId), eq(selfAssessments.year, year)));
  return found;
}

export interface PrincipleFigure {
  readonly principle: Principle;
  readonly answers: number;
  /** With one digit behind the point; null while fewer than three answer. */
  readonly average: string | null;
}

/** How the members that answered see themselves, all together. */
export async function principleFigures(db: Queryable, year: number): Promise<PrincipleFigure[]> {
  const rows = await db.execute<{ principle: string; answers: number; average: string }>(sql`
    SELECT said.principle, count(*)::int AS answers,
      round(avg((said.answer->>'score')::int), 1)::text AS average
    FROM ${selfAssessments} s, jsonb_each(s.answers) AS said (principle, answer)
    WHERE s.year = ${year} GROUP BY said.principle`);
  const byPrinciple = new Map([...rows].map((row) => [row.principle, row]));
  return PRINCIPLES.map((principle) => {
    const { answers = 0, average = null } = byPrinciple.get(principle) ?? {};
    return { principle, answers, average: answers < FEWEST ? null : average };
  });
}

/** Those who let the report name them. */
export async function shownSelfAssessments(
  db: Queryable,
  year: number,
  limit: number,
): Promise<{ readonly member: Actor; readonly answers: SelfAssessment['answers'] }[]> {
  return db
    .select({ member: actors, answers: selfAssessments.answers })
    .from(selfAssessments)
    .innerJoin(actors, eq(actors.id, selfAssessments.memberId))
    .where(and(eq(selfAssessments.year, year), eq(selfAssessments.shown, true)))
    .orderBy(sql`${actors.name} COLLATE "it-x-icu"`, actors.id)
    .limit(limit);
}
