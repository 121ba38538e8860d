import type {
  discovery as italian,
  discoveryCommands as italianCommands,
  discoveryErrors as italianErrors,
  discoveryWords as italianWords,
} from '../it/discovery.ts';

export const discovery: typeof italian = {
  title: 'Discover districts and networks',
  lead: 'From one address that you know the others are found: who follows whom, and who belongs to which network. We ask slowly, and whoever does not want to be listed is left out.',
  address: 'An address that you know',
  addressHint: 'For example distretto.example, @rete@res.example, or the page of an offer',
  submit: 'Search from here',
  from: (host) => `Found from ${host}`,
  goesOn: 'The search goes on: load the page again in a while.',
  empty: 'Nobody so far.',
  namedBy: (name) => `named by ${name}`,
  follow: 'Follow',
  follows: 'You follow it already',
  join: 'Ask to join',
  roles: { district: 'District', network: 'Network' },
};

export const discoveryCommands: typeof italianCommands = {
  discover: 'looks for districts and networks from one address',
};

export const discoveryWords: typeof italianWords = {
  counts: (found, asked) => `Found ${found}; asked ${asked}.`,
  goesOn: 'The search is not over: it goes on while the node runs.',
};

export const discoveryErrors: typeof italianErrors = {
  discovery_address: 'This is not the address of another node. Write for example distretto.example',
  discovery_blocked: 'We have nothing to do with {host}: it is blocked.',
};
