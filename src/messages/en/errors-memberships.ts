import type { membershipErrors as italian } from '../it/errors-memberships.ts';

export const membershipErrors: typeof italian = {
  reason_missing: 'Write why: whoever asked has a right to know.',
  takes_no_members: '{name} takes no members: one joins a district, a network or an association.',
  joins_itself: 'Nobody can join itself.',
  already_asked: 'Membership of {name} has been asked for already: wait for the answer.',
  already_member: 'Membership of {name} is there already.',
  charter_not_accepted:
    'To join {name} one accepts its charter, in its present version: read it and confirm.',
  membership_unknown: 'This membership is not there, or is none of this member’s.',
  membership_step_closed: 'This cannot be done (any more): something has changed meanwhile.',
  charter_unchanged: 'The text is the same as the one in force: there is nothing new to publish.',
  charter_changed_meanwhile: 'Another version was published meanwhile: look at it before you write one.',
  charter_file_unreadable: 'The file {path} is not there, or cannot be read.',
  charter_missing: 'This district has no charter (yet).',
  charter_version_unknown: 'There is no such version of the charter.',
  application_unknown: 'There is no such request.',
  application_decided: 'This request has been answered already.',
  applicant_is_person: 'You have a profile already: from here one asks for an organisation.',
  group_unknown: 'Nobody answers at this address: see that it looks like @district@elsewhere.example.',
};
