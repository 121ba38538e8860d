import { boolean, index, integer, jsonb, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { members } from '../members/member.table.ts';
import type { Principle, Score } from './principle.ts';

export interface Answer {
  readonly score: Score;
  /** Why, in their words; may be empty. */
  readonly note: string;
}

/** How a member lived the principles in a year, by its own judgement. Read within the district unless `shown`. */
export const selfAssessments = pgTable(
  'self_assessments',
  {
    memberId: id('member_id')
      .notNull()
      .references(() => members.id),
    year: integer('year').notNull(),
    answers: jsonb('answers').$type<Readonly<Partial<Record<Principle, Answer>>>>().notNull(),
    /** Whether the report may name the member with its answers. */
    shown: boolean('shown').notNull(),
    writtenAt: instant('written_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.memberId, t.year] }),
    index('self_assessments_year').on(t.year, t.memberId),
  ],
);

export type SelfAssessment = typeof selfAssessments.$inferSelect;
