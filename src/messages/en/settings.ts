import type { settings as italian, settingsOptions as italianOptions } from '../it/settings.ts';

export const settings: typeof italian = {
  title: 'Settings of the district',
  lead: 'How the district introduces itself, and what it has decided. Those who follow it from other nodes hear of it.',
  who: 'Who we are',
  name: 'Name',
  summary: 'Introduction',
  summaryHint: 'Two lines, read by whoever comes here or finds the district from Mastodon and the like.',
  comune: 'Comune',
  comuneHint: 'Where the district stands on the map.',
  contact: 'E-mail of the coordinators',
  contactHint: 'Everyone sees it, at the foot of every page. Better a shared address than one person’s own.',
  locale: 'Language',
  localeHint:
    'For those who ask for none that we have. What goes to other nodes uses it from the next start.',
  look: 'Look',
  accent: 'Colour',
  accentHint: 'Of buttons and links. It must be easy to read: if it is too light, we name one near it.',
  ownAccent: 'A colour of our own',
  logo: 'Logo',
  logoHint:
    'It stands at the top beside the name, and is the picture of the profile elsewhere. Best if square.',
  header: 'Cover picture',
  headerHint: 'It stands on the first page, and above the profile elsewhere. Best if wide.',
  pictureNow: 'The picture as it is now',
  drop: 'Take this picture away',
  decisions: 'Decisions',
  licence: 'Licence of the open data',
  licenceHint:
    'What whoever takes the public data may do with them. The district chooses; until it does, nothing is granted.',
  noLicence: 'None: all rights stay with the respective authors',
  licences: {
    'CC0-1.0': 'anything may be done with them',
    'CC-BY-4.0': 'anything may be done with them by saying where they come from',
    'CC-BY-SA-4.0': 'the same, and what is made of them keeps the same licence',
    'ODbL-1.0': 'for databases: say where they come from, and leave open those made of them',
  },
  takesApplications: 'Anyone may ask to join from the pages',
  save: 'Save',
  preview: 'See how it looks',
  saved: 'Saved.',
  previewTitle: 'How it looks',
  previewLead: 'It is not saved yet. The colour and the logo of this page are the new ones, too.',
  previewButton: 'A button',
  previewLink: 'and a link',
  contactFooter: 'To write to us:',
  noApplications: 'One cannot ask to join from here at present',
  noApplicationsLead:
    'The district takes members by invitation. To be part of it, write to the coordinators.',
  yes: 'yes',
  no: 'no',
};

export const settingsCommands = {
  settings: 'how the district introduces itself and what it has decided of its node',
  'settings show': 'shows the settings',
  'settings change': 'changes those that are given; an empty value ("") takes one away',
};

export const settingsOptions: typeof italianOptions = {
  contact: ['address', 'the e-mail of the coordinators, which everyone sees'],
  locale: ['language', 'the default language: it or en'],
  accent: ['colour', 'the colour of buttons and links, like #2c6440'],
  licence: ['name', 'the licence of the open data: CC0-1.0, CC-BY-4.0, CC-BY-SA-4.0 or ODbL-1.0'],
  'passphrase-stdin': [
    '',
    'reads from standard input the passphrase of the backup (else DISTRETTO_BACKUP_PASSPHRASE)',
  ],
  applications: ['yes|no', 'whether anyone may ask to join from the pages'],
};

export const settingsErrors = {
  backup_passphrase_missing:
    'This backup is encrypted: give the passphrase by --passphrase-stdin or DISTRETTO_BACKUP_PASSPHRASE.',
  backup_passphrase_wrong: 'The passphrase does not open {path}: it is another one, or the file is damaged.',
  backup_passphrase_short: 'The passphrase is too short: at least {min} characters.',
  accent_invalid: 'Write the colour like this: #2c6440.',
  accent_unreadable: 'Text would be hard to read in this colour: {near} is like it and will do.',
  licence_unknown: 'This licence is none of those to choose from.',
  applications_closed: 'The district takes members by invitation only: write to the coordinators.',
};
