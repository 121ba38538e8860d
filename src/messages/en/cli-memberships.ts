import type {
  membershipCommands as italianCommands,
  membershipWords as italianWords,
} from '../it/cli-memberships.ts';

/** What the command line says of memberships. */
export const membershipCommands: typeof italianCommands = {
  membership: 'memberships: of this node, of associations, of districts and networks of other nodes',
  'membership ask': 'asks to join a district, a network or an association, in the name of --as',
  'membership admit': 'admits who asked; or, given an address @name@server, somebody who cannot ask',
  'membership refuse': 'does not admit who asked; --reason says why',
  'membership leave': 'leaves, or takes a request back',
  'membership remove': 'ends a membership; --reason says why',
  'membership list': 'lists requests and memberships of --as, those that changed last first',
  'membership show': 'shows a membership with its history',
  'membership ties': 'who confirms what: the ties of --as, told by one side or by both',
};

export const membershipWords: typeof italianWords = {
  asked: (name) => `Membership of ${name} asked for.`,
  admitted: (name) => `${name} is a member.`,
  refused: 'Not admitted.',
  left: 'Left.',
  removed: 'Membership ended.',
};
