import type { accountCommands as itCommands, accountWords as itWords } from '../it/cli-accounts.ts';

export const accountCommands: typeof itCommands = {
  'account reset': 'gives a link to choose a new password, to hand to whoever forgot theirs',
  'account role': 'entrusts an account with coordination, or takes it back (coordinator, member)',
  'account unlock': 'removes the second step of who lost telephone and recovery codes',
};

export const accountWords: typeof itWords = {
  reset: (hours: number) => `Good for ${hours} hour, and once:`,
  role: (email: string, role: string) => `${email} is ${role} now; their sessions are closed.`,
  unlocked: (email: string) => `${email} signs in with the password alone again.`,
};
