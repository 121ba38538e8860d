import type { letters as it } from '../it/letters.ts';
import { alertLetters } from './letters-alerts.ts';
import { applicationAdmitted, applicationRefused } from './letters-applications.ts';
import { enquiryLetters } from './letters-enquiries.ts';
import { eventNews } from './letters-events.ts';

export const letters: typeof it = {
  hello: 'Hello,',
  footer: (district: string, origin: string) =>
    `This letter comes from ${district}, ${origin}. There is no need to reply.`,
  unsubscribe: 'No more letters like this? One click is enough, without signing in',
  pages: {
    title: 'Letters',
    lead: 'What the node wrote by e-mail in the last thirty days.',
    noWayOut:
      'The node has no SMTP server yet (the section [mail] of the configuration): letters stay here. Open them, and let those who wait have what they say.',
    empty: 'No letters, for now.',
    to: 'To',
    written: 'Written',
    about: 'About',
    state: 'What became of it',
    read: 'Read',
    passOn: (email: string) => `This letter stayed here. Pass it on to ${email}, and to nobody else.`,
    states: { waiting: 'about to leave', sent: 'sent', kept: 'stayed here', refused: 'refused' },
    subjects: {
      'event-news': 'event',
      invitation: 'invitation',
      'export-ready': 'copy of the data',
      'enquiry-confirm': 'question to confirm',
      'enquiry-arrived': 'question that came',
      'enquiry-answered': 'answer to a question',
      'search-alert': 'alert of a search',
      digest: 'digest of the week',
      'application-admitted': 'request granted',
      'application-refused': 'request not granted',
      'confirm-email': 'confirmation of the address',
      'reset-password': 'new password',
      'email-changed': 'address changed',
      'password-changed': 'password changed',
      'mail-test': 'test',
    },
  },
  kinds: {
    'event-news': eventNews,
    invitation: ({ url }, { district }) => ({
      subject: `An invitation to ${district}`,
      lines: [
        `The coordinators of ${district} invite you in: you can offer and look for goods, services and knowledge together with the solidarity economy around you.`,
      ],
      action: { label: 'Enter the district', url },
      after: ['The invitation is good for seven days, and once. If it does not interest you, do nothing.'],
    }),
    'export-ready': ({ url }) => ({
      subject: 'Your copy is ready',
      lines: [
        'The copy of your data that you asked for is ready: you find it in your account for seven days.',
      ],
      action: { label: 'Go to your account', url },
    }),
    ...enquiryLetters,
    ...alertLetters,
    'application-admitted': applicationAdmitted,
    'application-refused': applicationRefused,
    'confirm-email': ({ url }, { district }) => ({
      subject: 'Confirm your address',
      lines: [
        `Somebody, we hope you, used this address on ${district}. Confirm it, so that letters reach you and you can change your password if you forget it.`,
      ],
      action: { label: 'Confirm the address', url },
      after: ['The link is good for seven days. If it was not you, do nothing.'],
    }),
    'reset-password': ({ url }) => ({
      subject: 'A new password',
      lines: ['Somebody, we hope you, asked to choose a new password.'],
      action: { label: 'Choose the password', url },
      after: [
        'The link is good for one hour, and once. If it was not you, do nothing: the password stays as it is.',
      ],
    }),
    'email-changed': ({ email }) => ({
      subject: 'Your address has changed',
      lines: [
        `From now on you sign in with ${email}, and letters go there.`,
        'If it was not you, tell the coordinators of the district at once.',
      ],
    }),
    'password-changed': () => ({
      subject: 'Your password has changed',
      lines: [
        'The password of your account has been changed, and the other sessions have been closed.',
        'If it was not you, tell the coordinators of the district at once.',
      ],
    }),
    'mail-test': () => ({
      subject: 'Letters arrive',
      lines: ['If you can read this, the node knows how to send letters: all is well.'],
    }),
  },
};
