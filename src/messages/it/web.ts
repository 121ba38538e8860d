/** Words of the pages for people that many of them share. */
export const web = {
  offers: 'Offerte',
  requests: 'Richieste',
  announcements: 'Annunci',
  events: 'Eventi',
  members: 'Soggetti',
  signIn: 'Accedi',
  signOut: 'Esci',
  notFound: 'Qui non c’è niente, o non c’è più.',
};
