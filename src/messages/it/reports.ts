/** Complaints about somebody's conduct, as coordinators read them. */
export const reports = {
  title: 'Segnalazioni',
  lead: 'Chi si lamenta di come qualcuno si comporta, qui o su altri nodi. Chi è segnalato non lo viene a sapere.',
  empty: 'Nessuna segnalazione da guardare.',
  noComment: 'Senza commento.',
  post: 'Il messaggio segnalato',
  from: (name: string, date: string) => `da ${name}, ${date}`,
  categories: {
    spam: 'Pubblicità indesiderata',
    legal: 'Contenuto illegale',
    violation: 'Contro le regole',
    other: 'Altro',
  },
  settle: 'Segna come risolta',
  more: 'Le segnalazioni precedenti',
};
