import type {
  reconciliations as italian,
  reconcileCommands as italianCommands,
  reconcileErrors as italianErrors,
} from '../it/reconciliations.ts';

export const reconciliations: typeof italian = {
  title: 'What reaches us from those whom we follow',
  lead: 'Each night the node compares what others publish with what is here, and mends what was lost.',
  none: 'We follow no district and no network yet.',
  waiting: 'Not compared yet: that will be in a few minutes.',
  lastDelivery: 'last delivery',
  lag: 'on its way for',
  lastComparison: 'last comparison',
  differences: 'differences',
  never: 'never',
  noDifferences: 'none',
  foundAndMended: (found, mended) => `${found} found, ${mended} mended`,
  reachable: 'answers',
  unreachable: (since, reason) => `has not answered since ${since}: ${reason}`,
  underWay: (since) => `comparison under way since ${since}`,
  incomplete: 'the last comparison did not come to its end',
  state: 'state',
  seconds: (n) => (n === 1 ? 'a second' : `${n} seconds`),
  minutes: (n) => (n === 1 ? 'a minute' : `${n} minutes`),
  hours: (n) => (n === 1 ? 'an hour' : `${n} hours`),
  days: (n) => (n === 1 ? 'a day' : `${n} days`),
  compare: 'Compare now',
  asked: 'The comparison begins within a minute.',
};

export const reconcileCommands: typeof italianCommands = {
  reconcile:
    'compares now all that those whom we follow publish (or one alone, for example @distretto@elsewhere.example) with what is here, and mends it',
  neighbours:
    'lists the districts and networks that we follow: what comes from them, and the last comparison',
};

export const reconcileErrors: typeof italianErrors = {
  group_not_followed: 'Nobody here follows a district or network called “{handle}”.',
};
