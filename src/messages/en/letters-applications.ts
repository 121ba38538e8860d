import type { LetterContents } from '../../domain/letters/letter.ts';
import type { LetterText, Sender } from '../letter-text.ts';

/** What somebody who asked to belong to the district reads. */
export function applicationAdmitted(
  { name, url, signUp }: LetterContents['application-admitted'],
  { district }: Sender,
): LetterText {
  const subject = `Welcome to ${district}`;
  const admitted = `The request of ${name} has been granted: it now belongs to ${district}.`;
  if (!signUp) {
    return {
      subject,
      lines: [`${admitted} You can act in its name from now on, with your own account.`],
      action: { label: `The page of ${name}`, url },
    };
  }
  return {
    subject,
    lines: [`${admitted} One step is left: to make the account to sign in with.`],
    action: { label: 'Make the account', url },
    after: [
      'The link is good for thirty days and only once. If it runs out, ask those who coordinate for another.',
    ],
  };
}

export function applicationRefused(
  { name, reason }: LetterContents['application-refused'],
  { district, origin }: Sender,
): LetterText {
  return {
    subject: `The request of ${name}`,
    lines: [
      `Those who coordinate ${district} have not granted the request of ${name} for now, and write why:`,
      reason,
      'If things change, or this is a misunderstanding, you can ask again.',
    ],
    action: { label: 'Ask again', url: `${origin}/aderisci` },
  };
}
