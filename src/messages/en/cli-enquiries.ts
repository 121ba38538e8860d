/** What the command line says of enquiries. */
export const enquiryCommands = {
  enquiry: 'questions about offers and requests, from the fediverse and by e-mail',
  'enquiry list': 'lists the questions to a member, newest first',
  'enquiry answer': 'answers a question, to who asked it and nobody else',
  'enquiry forget': 'deletes a conversation by e-mail for both',
};
