import type { coordination as it } from '../it/coordination.ts';

export const coordination: typeof it = {
  title: 'Coordination',
  lead: 'What those who keep the district going need.',
};
