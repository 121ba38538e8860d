import type { applications as italian } from '../it/applications.ts';

/** How somebody who is nobody here yet asks to belong. */
export const applications: typeof italian = {
  title: 'Join',
  titleOf: (name) => `Join ${name}`,
  lead: 'Ask to belong to the district. Those who coordinate read your request and answer by e-mail.',
  leadSignedIn:
    'Ask for an organisation to enter the district. If the request is granted, you will act in its name.',
  haveAccount: 'Do you have an account already?',
  signIn: 'Sign in',
  name: 'Name',
  nameHint: 'Of the organisation, or yours if you join as a person.',
  kind: 'What it is',
  handle: 'User name',
  handleHint: (host) =>
    `Small letters, digits and underscores. The address will be @name@${host}, and does not change.`,
  email: 'E-mail',
  emailHint: 'This is where we answer. We show it to nobody else.',
  comune: 'Comune',
  comuneHint: 'If there are several of that name, with the province: Castro (LE).',
  summary: 'How you introduce yourself',
  summaryHint: 'It will stand on the public page, with the kind and, for organisations, the comune.',
  message: 'Message to those who coordinate',
  messageHint: 'Why you want to join, whom you know already: only those who coordinate read it.',
  accept: 'I have read the charter of the district, and accept it',
  readCharter: (version) => `Read the charter (version ${version})`,
  submit: 'Send the request',
  sent: 'Your request has arrived',
  sentLead: 'Those who coordinate will read it and answer by e-mail. There is nothing else to do.',
  home: 'Back to the first page',
};
