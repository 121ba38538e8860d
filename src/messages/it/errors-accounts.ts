/** What goes wrong with accounts and letters, and what to do. */
export const accountErrors = {
  confirmation_closed:
    'Questa conferma non vale più: è scaduta o è già stata usata. Accedi e chiedine un’altra dal tuo account.',
  reset_closed: 'Questo link non vale più: è scaduto o è già stato usato. Chiedine un altro.',
  password_wrong: 'Questa non è la tua password di adesso.',
  second_step_late: 'È passato troppo tempo: ricomincia da e-mail e password.',
  second_step_there: 'Il secondo passo è già attivo.',
  second_step_missing: 'Il secondo passo non è attivo.',
  code_wrong: 'Questo codice non va: guarda quello che l’app mostra adesso. Ognuno vale una volta sola.',
  passkey_refused: 'Questa passkey non vale qui. Riprova, oppure usa e-mail e password.',
  last_coordinator: 'Sei l’unica persona che coordina: prima affida il coordinamento a qualcun altro.',
  export_unknown: 'Questa copia non c’è, o non c’è più: chiedine un’altra.',
  coordinator_needed: 'Almeno una persona deve coordinare: prima affida il coordinamento a qualcun altro.',
  letter_unknown: 'Questa lettera non c’è, è già partita, o non c’è più.',
  mail_not_configured:
    'Il nodo non sa da dove spedire: aggiungi la sezione [mail] alla configurazione. Intanto le lettere si leggono nelle pagine di chi coordina.',
  mail_not_sent: 'Il server SMTP {host} non ha preso la lettera: {reason}',
};

/** What goes wrong with what members write in the pages. */
export const writingErrors = {
  day_passed: 'Questo giorno è già passato: scegline uno che deve ancora venire.',
  csv_invalid: 'Alla riga {line} il file non si legge come CSV: controlla virgolette e separatori.',
  csv_no_title: 'Nella prima riga ci vogliono i nomi delle colonne, e uno deve essere «titolo».',
  csv_too_long: 'Sono troppe righe: al massimo {max} per volta.',
  picture_too_big: 'Questa immagine pesa troppo: al massimo {max} MB. Le altre sono rimaste.',
  picture_without_alt: 'Di’ in due parole che cosa si vede in questa immagine: serve a chi non la vede.',
  proposal_open: 'Questa offerta o richiesta è ancora aperta.',
};
