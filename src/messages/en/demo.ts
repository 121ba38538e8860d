import type { demo as it } from '../it/demo.ts';

export const demo: typeof it = {
  begin: (folder) =>
    `Demonstration: three districts, two regional networks and a national one, from scratch each time (data in ${folder}).`,
  starting: 'Starting the six nodes, each with its own database …',
  started: (name, origin) => `  up  ${name}  ${origin}`,
  members: 'Taking in members and creating accounts …',
  follows: 'The districts follow each other …',
  publishing: 'Publishing offers, requests and announcements …',
  arriving: (seen, all) => `  arrived in the national network: ${seen} of ${all}`,
  arrived: (all) =>
    `All ${all} offers and requests have arrived, in the national network and in the other districts.`,
  memberships:
    'The three districts join two regional networks (one of them both), and these the national one …',
  pact: 'A district changes its charter; buying groups of two districts sign a pact with a supplier of the third; a PGS visit is attested …',
  flows:
    'Two districts fulfil three agreements and make it public; three members judge themselves by the principles …',
  orders: 'A collective order gathers pledges from three districts; two others are about to close …',
  meeting: 'Three events call people together, some of them from another district.',
  look: 'To look at:',
  network: 'The common catalogue of the national network',
  accounts: (file) => `Accounts to sign in with (they are in ${file} too):`,
  account: (email, password, what) => `${email}  ${password}  ${what}`,
  coordinates: 'coordinates',
  actsFor: (name) => `acts for ${name}`,
  tryIt: 'Try publishing an offer in the first district, from another terminal:',
  seeIt: (other, network) => `and see it arrive at ${other} and ${network}`,
  offer: 'Chestnut honey, 500 g',
  stopped: (name) => `The node ${name} has stopped. To start it again:`,
  stop: 'To stop everything: Ctrl-C.',
};
