import type { memberships as italian } from '../it/memberships.ts';

/** Who belongs to what: requests, answers, ties. */
export const memberships: typeof italian = {
  title: 'Memberships',
  lead: 'Who belongs to what, and whether both sides say so or only one.',
  empty: 'No memberships yet.',
  belongsTo: 'Belongs to',
  members: 'Its members',
  states: {
    asked: 'Waiting for an answer',
    admitted: 'Member',
    refused: 'Not admitted',
    withdrawn: 'Taken back',
    left: 'Has left',
    removed: 'Ended',
  },
  confirmations: {
    both: 'confirmed by both',
    member: 'only the member says so: the confirmation is missing',
    group: 'the member’s own word is missing',
  },
  events: {
    'membership-asked': (name) => `${name} asked to join`,
    'membership-admitted': (name) => `${name} admitted the member`,
    'membership-refused': (name) => `${name} did not admit the member`,
    'membership-withdrawn': (name) => `${name} took the request back`,
    'membership-left': (name) => `${name} has left`,
    'membership-removed': (name) => `${name} ended the membership`,
  },
  member: 'Who joins',
  group: 'What',
  state: 'State',
  asked: 'Asked on',
  message: 'Message',
  charter: 'Charter accepted',
  tie: 'Who says so',
};
