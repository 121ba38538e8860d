import type {
  flowCommands as italianCommands,
  matchWords as italianMatchWords,
  flowOptions as italianOptions,
  annualReportWords as italianReportWords,
  flowWords as italianWords,
} from '../it/cli-flows.ts';

export const flowCommands: typeof italianCommands = {
  flows: 'flows: how many agreements were fulfilled from one district to another',
  'flows list': 'lists the flows of a year that both districts make public',
  'flows publish': 'the district makes its flows public',
  'flows hide': 'the district makes its flows public no more',
  'flows count': 'counts the flows of the district now rather than tomorrow',
  match: 'matches: offers of other districts for requests that wait',
  'match list': 'lists the open matches, newest first',
  'match find': 'looks for matches for the next requests now',
  'match dismiss': 'removes a match that leads nowhere',
  'match unmet': 'lists requests without an answer for so many days (14), who has waited longest first',
  report: 'the figures of the annual report of a year, of this one if none is given',
  assessment: 'the self-assessment by the principles',
  'assessment write': 'writes the self-assessment of the member of --as',
};

export const flowOptions: typeof italianOptions = {
  score: [
    'principle=0-4',
    'how much a principle is lived: cooperation, reciprocity, territory, social, ecological; “=3: why” says the reason',
  ],
  named: ['', 'the report may show the answers with the name'],
  year: ['year', 'of which year; the latest one if it is not given'],
} satisfies Record<string, [string, string]>;

export const flowWords: typeof italianWords = {
  published: 'The district makes its flows public.',
  hidden: 'The district makes its flows public no more.',
  counted: 'The flows are counted anew.',
};

export const matchWords: typeof italianMatchWords = {
  found: (requests) => `Looked at ${requests} requests.`,
  dismissed: 'The match is removed.',
};

export const annualReportWords: typeof italianReportWords = {
  written: (name, year) => `Self-assessment of ${name} for ${year}: saved.`,
};
