import type { letterCommands as itCommands, letterWords as itWords } from '../it/cli-letters.ts';

export const letterCommands: typeof itCommands = {
  mail: 'the letters that the node sends',
  'mail test': 'sends a letter to an address at once, and tells how that went',
  'mail list': 'lists the letters written in the last thirty days, newest first',
  'mail show': 'shows a letter that stayed here because there was no way to send it',
};

export const letterWords: typeof itWords = {
  sent: (email: string) => `Sent to ${email}: see whether it arrived, in the spam folder too.`,
};
