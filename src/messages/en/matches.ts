import type { matches as italian } from '../it/matches.ts';

/** Requests without an answer, and offers of other districts that may meet them. */
export const matches: typeof italian = {
  title: 'Matches',
  lead: 'Requests of one district and offers of another that might meet: about the same thing, or with like words in the title, in measures that convert. For each request the three nearest; the last found come first.',
  propose: 'Write to both sides, or to the coordinators of the other district: they see it too.',
  empty: 'No matches for now',
  emptyLead:
    'The node looks by itself, a few minutes after each new request, among the districts that it follows.',
  reasons: { category: 'They are about the same thing', words: 'They have words in common' },
  distance: (km) => `${km} km away`,
  dismiss: 'Leads nowhere: remove',
  dismissOne: (request, offer) => `Leads nowhere: remove the match of “${request}” and “${offer}”`,
  unmet: {
    title: 'Requests without an answer',
    lead: 'Who has waited longest stands on top. Perhaps you have what they look for.',
    days: 'Open for at least',
    daysOf: (days) => `${days} days`,
    show: 'Show',
    empty: 'No request has waited for so long',
    since: (date) => `waiting since ${date}`,
  },
};
