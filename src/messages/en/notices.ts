import type { notices as italian } from '../it/notices.ts';

export const notices: typeof italian = {
  'agreement-proposed': (who, title) => `${who} responds to “${title}”. Have a look and decide:`,
  'agreement-accepted': (who, title) => `${who} accepts: “${title}”. This is the agreement:`,
  'agreement-rejected': (who, title) => `${who} turns down the response to “${title}”:`,
  'agreement-withdrawn': (who, title) => `${who} takes back the response to “${title}”:`,
  'agreement-cancelled': (who, title) => `${who} calls off the agreement on “${title}”:`,
  'agreement-done': (who, title) => `${who} has done their part: “${title}”. Yours is left:`,
  'agreement-fulfilled': (who, title) => `The agreement with ${who} on “${title}” is fulfilled:`,
  'order-closing': (_who, title) => `The order “${title}” is about to close. To take part:`,
  'decision-opened': (_who, title) => `There is a decision to make: “${title}”. Vote here:`,
  'match-found': (_who, title) => `Somebody in another district may answer “${title}”. Bring them together:`,
  answerReaches: (who) => `If you answer this message, ${who} reads it.`,
  somebody: 'Somebody',
};
