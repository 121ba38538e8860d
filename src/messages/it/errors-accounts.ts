/** What goes wrong with accounts and letters, and what to do. */
export const accountErrors = {
  letter_unknown: 'Questa lettera non c’è, è già partita, o non c’è più.',
  mail_not_configured:
    'Il nodo non sa da dove spedire: aggiungi la sezione [mail] alla configurazione. Intanto le lettere si leggono nelle pagine di chi coordina.',
  mail_not_sent: 'Il server SMTP {host} non ha preso la lettera: {reason}',
};

/** What goes wrong with what members write in the pages. */
export const writingErrors = {
  day_passed: 'Questo giorno è già passato: scegline uno che deve ancora venire.',
  picture_too_big: 'Questa immagine pesa troppo: al massimo {max} MB. Le altre sono rimaste.',
  picture_without_alt: 'Di’ in due parole che cosa si vede in questa immagine: serve a chi non la vede.',
  proposal_open: 'Questa offerta o richiesta è ancora aperta.',
};
