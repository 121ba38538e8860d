import type {
  emailEnquiries as italian,
  emailEnquiryErrors as italianErrors,
} from '../it/email-enquiries.ts';

/** Questions by e-mail, from people without an account anywhere. */
export const emailEnquiries: typeof italian = {
  link: 'Write by e-mail',
  noAccount: 'No account anywhere?',
  title: 'Write to who published it',
  lead: (owner, title) =>
    `Your question about “${title}” reaches ${owner}. The answer comes to you by e-mail.`,
  privacy:
    'Nobody sees your address: the node needs it to send you the answer. Ninety days after the last message we forget everything, and you can delete it whenever you like.',
  name: 'Your name',
  email: 'Your e-mail address',
  emailHint: 'We send you a link to confirm: nothing goes out before that.',
  text: 'Your question',
  website: 'Leave this field empty',
  submit: 'Send',
  sent: {
    title: 'One step left',
    text: 'We wrote to you: open the link in the letter, and the question goes out. If you do not see it, look among the unwanted mail.',
  },
  page: {
    title: (title) => `Your question about “${title}”`,
    unconfirmed: 'The question has not gone out yet.',
    confirm: 'Confirm and send',
    waiting: (owner) => `The question reached ${owner}. The answer comes to you by e-mail.`,
    you: 'You',
    again: 'Write again',
    text: 'Your message',
    submit: 'Send',
    forget: 'Delete everything',
    forgetLead: 'The conversation and your address disappear at once, for who answered too.',
    forgotten: 'Deleted: nothing of you is left here.',
  },
  owner: {
    byEmail: 'by e-mail',
    answer: 'Your answer, which leaves by e-mail from the node',
    forget: 'Delete the conversation',
    forgetLead: 'It disappears for both, and cannot be brought back.',
  },
  cli: {
    answered: 'Answer sent.',
    forgotten: 'Deleted.',
    answers: (count) => (count === 0 ? 'no answer' : count === 1 ? '1 answer' : `${count} answers`),
  },
};

export const emailEnquiryErrors: typeof italianErrors = {
  enquiry_form_old:
    'The form was sent too fast, or has been open for more than a day. What you wrote is still here: wait a few seconds and send again.',
  enquiry_gone: 'This conversation is not there any more: it was deleted, or the link is not whole.',
  enquiry_unconfirmed: 'Confirm the question first.',
  enquiry_full: 'This conversation has become too long: settle it in person.',
};
