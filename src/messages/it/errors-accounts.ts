/** What goes wrong with accounts and letters, and what to do. */
export const accountErrors = {
  letter_unknown: 'Questa lettera non c’è, è già partita, o non c’è più.',
  mail_not_configured:
    'Il nodo non sa da dove spedire: aggiungi la sezione [mail] alla configurazione. Intanto le lettere si leggono nelle pagine di chi coordina.',
  mail_not_sent: 'Il server SMTP {host} non ha preso la lettera: {reason}',
};
