import type { accountErrors as it } from '../it/errors-accounts.ts';

export const accountErrors: typeof it = {
  letter_unknown: 'This letter does not exist, has left already, or is gone.',
  mail_not_configured:
    'The node does not know where to send from: add a section [mail] to the configuration. Meanwhile coordinators read letters in their pages.',
  mail_not_sent: 'The SMTP server {host} did not take the letter: {reason}',
};
