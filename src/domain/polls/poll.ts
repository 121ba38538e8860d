import { z } from 'zod';
import { UserError } from '../../platform/errors.ts';
import { plainLine } from '../../platform/html/plain-line.ts';
import type { Poll } from './poll.table.ts';

export const MAX_OPTIONS = 10;
export const MAX_LABEL = 100;
const MAX_DAYS = 366;

export const pollFacts = z.strictObject({
  options: z
    .array(
      z
        .string()
        .max(MAX_LABEL)
        .transform((label) => plainLine(label, MAX_LABEL))
        .pipe(z.string().min(1)),
    )
    .min(2, 'poll_options_too_few')
    .max(MAX_OPTIONS, 'poll_options_too_many')
    // Votes name an option by its label, and no reader should have to look twice.
    .refine((labels) => new Set(labels.map((label) => label.toLowerCase())).size === labels.length, {
      error: 'poll_options_alike',
    }),
  multiple: z.boolean().default(false),
  endsAt: z.date(),
});

/** @throws {UserError} `invalid` unless the end is to come, within a year */
export function requireTimelyEnd(endsAt: Date, now: Date): void {
  if (endsAt <= now) throw new UserError('invalid', 'poll_end_past', {}, 'endsAt');
  if (endsAt.getTime() > now.getTime() + MAX_DAYS * 86_400_000) {
    throw new UserError('invalid', 'poll_end_far', {}, 'endsAt');
  }
}

/** Whether no vote counts any more, said or not yet said by who closes it. */
export function isOver({ endsAt, closedAt }: Pick<Poll, 'endsAt' | 'closedAt'>, now: Date): boolean {
  return closedAt !== null || (endsAt !== null && endsAt <= now);
}

/** Of a secret ballot nobody learns the counts before it is closed. */
export function isSealed({ electorate, closedAt }: Pick<Poll, 'electorate' | 'closedAt'>): boolean {
  return electorate !== 'anyone' && closedAt === null;
}

/**
 * The positions of a ballot, each once, in order.
 * @throws {UserError} `invalid` for none, for what is no option, and for several where one is asked for
 */
export function checkedChoice(
  { options, multiple }: Pick<Poll, 'options' | 'multiple'>,
  positions: readonly number[],
): number[] {
  const chosen = [...new Set(positions)].sort((a, b) => a - b);
  const known = chosen.every((position) => Object.hasOwn(options, position));
  if (chosen.length === 0) throw new UserError('invalid', 'choice_missing', {}, 'option');
  if (!known || (!multiple && chosen.length > 1))
    throw new UserError('invalid', 'choice_wrong', {}, 'option');
  return chosen;
}
