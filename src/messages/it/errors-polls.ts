/** What may be wrong with a poll, a decision or a vote. */
export const pollErrors = {
  question_unknown: 'Questa domanda non c’è, o non c’è più.',
  poll_options_too_few: 'Servono almeno due risposte tra cui scegliere.',
  poll_options_too_many: 'Sono troppe risposte: al massimo dieci.',
  poll_options_alike: 'Due risposte sono uguali: cambiane una, così si distinguono.',
  poll_end_past: 'La chiusura deve essere nel futuro.',
  poll_end_far: 'La chiusura è troppo lontana: al massimo tra un anno.',
  poll_over: 'La votazione è chiusa: il voto non è stato contato.',
  voted_already: 'Questa voce ha già votato: ogni voce conta una volta sola.',
  votes_on_itself: 'Non si può votare nel proprio sondaggio.',
  choice_missing: 'Scegli una risposta.',
  choice_wrong: 'Questa scelta non si può fare: riguarda le risposte e scegli di nuovo.',
  vote_on_its_page: 'A questa decisione si vota dalla sua pagina: {url}',
};
