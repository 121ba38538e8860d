/** What the node writes to its own in their clients: `who` has done something about `title`. */
export const notices = {
  'agreement-proposed': (who: string, title: string) => `${who} risponde a «${title}». Guarda e decidi:`,
  'agreement-accepted': (who: string, title: string) => `${who} accetta: «${title}». Ecco l’accordo:`,
  'agreement-rejected': (who: string, title: string) => `${who} non accetta la risposta a «${title}»:`,
  'agreement-withdrawn': (who: string, title: string) => `${who} ritira la sua risposta a «${title}»:`,
  'agreement-cancelled': (who: string, title: string) => `${who} annulla l’accordo su «${title}»:`,
  'agreement-done': (who: string, title: string) => `${who} ha fatto la sua parte: «${title}». Manca la tua:`,
  'agreement-fulfilled': (who: string, title: string) => `L’accordo con ${who} su «${title}» è concluso:`,
  'order-closing': (_who: string, title: string) =>
    `L’ordine «${title}» sta per chiudere. Se vuoi partecipare:`,
  'decision-opened': (_who: string, title: string) => `C’è una decisione da prendere: «${title}». Vota qui:`,
  'match-found': (_who: string, title: string) =>
    `Qualcuno in un altro distretto può rispondere a «${title}». Proponi l’incontro:`,
  answerReaches: (who: string) => `Se rispondi a questo messaggio, lo legge ${who}.`,
  somebody: 'Qualcuno',
};
