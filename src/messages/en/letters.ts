import type { letters as it } from '../it/letters.ts';
import { eventNews } from './letters-events.ts';

export const letters: typeof it = {
  hello: 'Hello,',
  footer: (district: string, origin: string) =>
    `This letter comes from ${district}, ${origin}. There is no need to reply.`,
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
    subjects: { 'event-news': 'event', 'mail-test': 'test' },
  },
  kinds: {
    'event-news': eventNews,
    'mail-test': () => ({
      subject: 'Letters arrive',
      lines: ['If you can read this, the node knows how to send letters: all is well.'],
    }),
  },
};
