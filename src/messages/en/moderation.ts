import type {
  moderation as italian,
  moderationCommands as italianCommands,
  moderationWords as italianWords,
} from '../it/moderation.ts';

export const moderation: typeof italian = {
  only: 'Only servers that are let in',
  onlyLead:
    'If you decide so, the district speaks only with the servers of this list, and with those below them.',
  isOn: 'We speak only with servers that are let in.',
  isOff: 'We speak with everyone, except for blocked servers.',
  turnOn: 'Speak only with servers let in',
  turnOff: 'Speak with everyone',
  allow: 'Let in',
  allowed: 'Let in',
  noneAllowed: 'No server is in the list.',
  disallow: 'Take out',
  neighbours: 'We are in touch with these, which are not in the list',
  suspended: {
    title: 'Suspended',
    lead: 'Whoever is suspended, and all that is theirs, is not seen anywhere. Those of ours can neither sign in nor act; those from elsewhere are not heard. It can always be undone.',
    address: 'Address',
    addressHint: 'For instance @bakery, or @somebody@elsewhere.example',
    reason: 'Why',
    reasonHint: 'It stays in the log, for those who will coordinate after you.',
    submit: 'Suspend',
    empty: 'Nobody is suspended.',
    restore: 'Take back',
  },
};

export const moderationCommands: typeof italianCommands = {
  allow: 'puts a server, and those below it, among those let in',
  disallow: 'takes a server from those let in',
  allowed: 'lists the servers let in and says whether only they are spoken with',
  'allow-list': 'says whether only servers let in are spoken with: on or off',
  suspend: 'hides somebody and all that is theirs; one of ours can no longer act',
  unsuspend: 'takes back somebody who was suspended',
  suspended: 'lists who is suspended',
};

export const moderationWords: typeof italianWords = {
  allowed: (host) => `${host} is among the servers let in.`,
  disallowed: (host) => `${host} is no longer among the servers let in.`,
  suspended: (who) => `${who} is suspended.`,
  restored: (who) => `${who} is back.`,
};

export const moderationErrors = {
  host_not_allowed: '{host} is not among the servers let in.',
  suspends_itself: 'The district, the node and oneself cannot be suspended.',
  not_suspended: '{handle} is not suspended.',
  account_suspended: 'This account is suspended: write to the coordinators of the district.',
  address_unreadable: 'Write the address like this: @bakery, or @somebody@elsewhere.example.',
};
