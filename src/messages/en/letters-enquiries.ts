import type { enquiryLetters as italian } from '../it/letters-enquiries.ts';

/** About questions that were asked by e-mail. */
export const enquiryLetters: typeof italian = {
  'enquiry-confirm': ({ title, url }, { district }) => ({
    subject: `Confirm your question: ${title}`,
    lines: [
      `Somebody, you we hope, wrote about “${title}” on ${district}. Confirm it, and the question goes out.`,
    ],
    action: { label: 'Confirm the question', url },
    after: ['The link is good for two days. If it was not you, do nothing: nothing reaches anybody.'],
  }),
  'enquiry-arrived': ({ name, title, url }) => ({
    subject: `A question: ${title}`,
    lines: [`${name} wrote about “${title}”.`],
    action: { label: 'Read and answer', url },
    after: ['Your answer leaves from the node: your address is not seen.'],
  }),
  'enquiry-answered': ({ owner, title, text, url }) => ({
    subject: `Answer from ${owner}: ${title}`,
    lines: [`${owner} answered your question about “${title}”:`, text],
    action: { label: 'Write again, or delete everything', url },
    after: ['Ninety days after the last message we forget the conversation and your address.'],
  }),
};
