import type { alerts as italian, alertErrors as italianErrors } from '../it/alerts.ts';

/** Letters of what is new: alerts for a search, and the digest of the week. */
export const alerts: typeof italian = {
  title: 'Alerts by e-mail',
  lead: 'The node writes to you when there is something for you, and never else. Each letter is ended with one click, without signing in.',
  noMail:
    'This node sends no letters for now: alerts will leave once whoever looks after it has set up the mail.',
  confirmFirst: 'Letters go to a confirmed address only: confirm yours from your account.',
  account: 'Go to your account',
  digest: {
    title: 'The digest of the week',
    lead: 'Once a week: what is new in the district and from those you follow.',
    on: 'You get it.',
    begin: 'Send it to me',
    end: 'Send it no more',
  },
  searches: {
    title: 'Saved searches',
    empty: 'None yet. Search the catalogue, then press “Tell me”.',
    toCatalogue: 'Go to the catalogue',
    often: 'When to tell you',
    soon: 'Within an hour',
    weekly: 'Once a week',
    change: 'Change',
    forget: 'Delete',
  },
  save: {
    link: 'Tell me when something comes',
    title: 'Tell me',
    lead: (search) => `We write to you when something new comes for: ${search}.`,
    submit: 'Save the search',
  },
  unsubscribe: {
    title: 'No more letters',
    lead: { search: 'Get no more alerts of this search.', digest: 'Get no more digests of the week.' },
    submit: 'Yes, no more letters',
    done: 'Done: no more letters of this sort.',
    again: 'If you change your mind, begin again under “Alerts by e-mail”.',
  },
  describe: {
    all: 'the whole catalogue',
    offer: 'offers',
    request: 'requests',
    here: 'from here',
    elsewhere: 'from other districts',
    within: (km, comune) => `within ${km} km of ${comune}`,
    in: (comune) => `in ${comune}`,
    district: 'of one district',
  },
  cli: {
    stopped: 'No more alerts and digests to this account.',
    digest: 'digest of the week',
    since: (date) => `since ${date}`,
  },
};

export const alertErrors: typeof italianErrors = {
  search_empty:
    'Choose at least one filter: telling of the whole catalogue is what the digest of the week does.',
  too_many_searches: 'At most {max} searches can be saved: delete one that is of no more use.',
  unsubscribe_unknown: 'This link is not whole: copy all of it from the letter.',
};
