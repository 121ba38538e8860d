import type { cli as it } from '../it/cli.ts';

export const cli: typeof it = {
  done: 'Done.',
  failed: (reason: string) => `It did not work: ${reason}`,
};
