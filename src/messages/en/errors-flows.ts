import type { flowErrors as it } from '../it/errors-flows.ts';

export const flowErrors: typeof it = {
  year_invalid: 'Write the year in four digits, for example 2026.',
  match_unknown: 'This match is not there any more.',
  year_to_come: 'That year is still to come.',
  assessment_empty: 'Answer on one principle at least.',
  report_unknown: 'There is no report of that year.',
  days_invalid: 'Write the days as a whole number.',
  score_invalid: 'Write principle=score, with a score from 0 to 4. The principles are {principles}.',
  flows_of_districts_only: 'Only a district publishes its flows: a network shows those of its districts.',
};
