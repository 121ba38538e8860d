/** What the command line says of enquiries. */
export const enquiryCommands = {
  enquiry: 'le domande arrivate alle offerte e alle richieste, dal fediverso e per e-mail',
  'enquiry list': 'elenca le domande arrivate a un soggetto, dalle più recenti',
  'enquiry answer': 'risponde a una domanda, a chi l’ha fatta e a nessun altro',
  'enquiry forget': 'cancella per tutti e due una conversazione per e-mail',
};
