import type {
  flowCommands as italianCommands,
  flowOptions as italianOptions,
  flowWords as italianWords,
} from '../it/cli-flows.ts';

export const flowCommands: typeof italianCommands = {
  flows: 'flows: how many agreements were fulfilled from one district to another',
  'flows list': 'lists the flows of a year that both districts make public',
  'flows publish': 'the district makes its flows public',
  'flows hide': 'the district makes its flows public no more',
  'flows count': 'counts the flows of the district now rather than tomorrow',
};

export const flowOptions: typeof italianOptions = {
  year: ['year', 'of which year; the latest one if it is not given'],
} satisfies Record<string, [string, string]>;

export const flowWords: typeof italianWords = {
  published: 'The district makes its flows public.',
  hidden: 'The district makes its flows public no more.',
  counted: 'The flows are counted anew.',
};
