import type {
  openData as italian,
  dumpCommands as italianCommands,
  dumpWords as italianWords,
} from '../it/open-data.ts';

export const openData: typeof italian = {
  title: 'Open data',
  lead: 'What is public here can be taken by a program too: for a web site, a map, research. Only what each has chosen to let be found.',
  sets: {
    soggetti: 'Members',
    distretti: 'Districts',
    proposte: 'Offers and requests',
    ordini: 'Collective orders',
    eventi: 'Events',
    annunci: 'Announcements',
  },
  about: {
    soggetti: 'Who stands in the public directory, with what they show of themselves.',
    distretti: 'The districts: this node, if it is one, and those that it follows.',
    proposte: 'The open offers and requests, with price, quantity and comune.',
    ordini: 'The open orders and how much is pledged in all; never who pledged.',
    eventi: 'The events that are not over, cancelled ones among them.',
    annunci: 'The public announcements.',
  },
  formats: { json: 'JSON', csv: 'CSV for spreadsheets', geojson: 'GeoJSON for maps', jsonld: 'JSON-LD' },
  columns: 'What each row holds',
  how: 'How to use them',
  pages: (rows) =>
    `A page has ${rows} rows at the most; the address of the next one is in “next” and in the header Link. A page may be shorter and not be the last.`,
  unchanged: 'Whoever sends the ETag back with If-None-Match is answered 304 if nothing has changed.',
  rate: (limit, minutes) =>
    `Up to ${limit} requests in ${minutes} minutes; the headers X-RateLimit say how many are left.`,
  description: 'The whole description, in OpenAPI:',
  licenceTitle: 'Licence',
  licence: 'The district makes the data available under this licence:',
  noLicence: 'The district has chosen no licence: all rights stay with the respective authors.',
};

export const dumpCommands: typeof italianCommands = {
  dump: 'writes the open data into a folder, with a manifest: how many rows, digests, date and licence',
};

export const dumpWords: typeof italianWords = {
  written: (folder, rows) => `Wrote the open data into ${folder}: ${rows} rows.`,
};
