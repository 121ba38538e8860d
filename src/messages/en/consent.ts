import type { consent as italian } from '../it/consent.ts';

export const consent: typeof italian = {
  title: (app) => `Let ${app} in?`,
  lead: (app) => `${app} will act in the name of whom you choose below, until you end it.`,
  as: 'In whose name',
  may: 'It asks to be able to:',
  read: 'read what you read, private messages too',
  write: 'write, change and delete in your name',
  follow: 'follow and stop following',
  push: 'send you notices',
  profile: 'know who you are',
  allow: 'Allow',
  deny: 'Do not allow',
  returnsTo: (address) => `Then you return to ${address}`,
  apps: 'Applications',
  appsLead: 'Those that you have let act. One that you end can do nothing any more, at once.',
  noApps: 'You have let no application in.',
  inName: (name) => `in the name of ${name}`,
  since: (day) => `since ${day}`,
  end: 'End',
  codeTitle: 'The code for the application',
  codeLead: 'Copy this code into the application. It is good for ten minutes, once.',
};
