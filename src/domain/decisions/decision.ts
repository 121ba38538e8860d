import { z } from 'zod';
import type { Poll } from '../polls/poll.table.ts';
import { pollFacts } from '../polls/poll.ts';
import type { Decision } from './decision.table.ts';

/** Of whom each has one voice: member organisations, or people who are members. */
export const VOICES = ['organisations', 'people'] as const;

export const newDecision = pollFacts.extend({
  question: z.string().trim().min(1).max(200),
  text: z.string().trim().max(5000).default(''),
  electorate: z.enum(VOICES, { error: 'electorate_unknown' }),
  /** In hundredths of all voices. */
  quorum: z
    .number({ error: 'quorum_invalid' })
    .int('quorum_invalid')
    .min(1, 'quorum_invalid')
    .max(100, 'quorum_invalid')
    .optional(),
  language: z.enum(['it', 'en']).default('it'),
});

export type NewDecision = z.input<typeof newDecision>;

type Counts = Pick<Poll, 'votes' | 'voters'>;

/** How many of a hundred voices were cast, rounded down: never more than it takes. */
export function turnout({ voters }: Pick<Counts, 'voters'>, { voices }: Pick<Decision, 'voices'>): number {
  return voices === 0 ? 0 : Math.floor((voters * 100) / voices);
}

/** Whether enough voices were cast for the result to stand. */
export function isQuorate(
  { voters }: Pick<Counts, 'voters'>,
  { voices, quorum }: Pick<Decision, 'voices' | 'quorum'>,
): boolean {
  return voters * 100 >= (quorum ?? 0) * voices;
}

/** The options that were chosen most often: several where they are level, none where nobody voted. */
export function leading({ votes }: { readonly votes: readonly number[] }): number[] {
  const most = Math.max(...votes);
  return most === 0 ? [] : votes.flatMap((count, position) => (count === most ? [position] : []));
}
