import type { flowErrors as it } from '../it/errors-flows.ts';

export const flowErrors: typeof it = {
  year_invalid: 'Write the year in four digits, for example 2026.',
  flows_of_districts_only: 'Only a district publishes its flows: a network shows those of its districts.',
};
