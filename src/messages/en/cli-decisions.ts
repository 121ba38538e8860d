import type { decisionCommands as commands, decisionOptions as options } from '../it/cli-decisions.ts';

export const decisionCommands: typeof commands = {
  decision: 'decisions of the assembly',
  'decision open': 'opens a decision and publishes it; those vote who belong to the district now',
  'decision vote': 'casts the vote of a member, for good and in secret',
  'decision close': 'closes a decision before its time and publishes its result',
  'decision withdraw': 'takes back a decision that was opened by mistake',
  'decision list': 'lists decisions, newest first',
  'decision show': 'shows a decision, with its result if it is closed',
};

export const decisionOptions: typeof options = {
  question: ['text', 'the question'],
  answer: ['text', 'an answer to choose from'],
  several: ['', 'more than one answer may be chosen'],
  voters: ['who', 'who votes: organisations or people'],
  quorum: ['percentage', 'how many voices in a hundred have to be cast for it to stand'],
  choice: ['answer', 'the answer chosen, in words or by number (1 is the first)'],
  which: ['which', 'open, closed or elsewhere (of other districts)'],
};
