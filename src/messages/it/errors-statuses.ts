/** What may be wrong with a message from a client. */
export const statusErrors = {
  status_unknown: 'Questo messaggio non c’è, o non c’è più.',
  status_empty: 'Scrivi qualcosa, o aggiungi un’immagine.',
  poll_with_media: 'Un sondaggio non può avere immagini: togli le une o l’altro.',
  upload_unknown: 'Questa immagine non c’è più: caricala di nuovo.',
  edited_elsewhere: 'Questo si modifica dalla sua pagina.',
  boost_private: 'Quello che non è per tutti non si può condividere.',
  pin_foreign: 'Si può fissare in alto solo quello che si è scritto.',
  pin_private: 'Un messaggio privato non si può fissare in alto.',
  pins_too_many: 'Si possono fissare in alto al massimo {max} messaggi.',
  schedule_too_soon: 'Un messaggio si può programmare da qui a cinque minuti in poi.',
  schedule_too_many: 'Ci sono già {max} messaggi programmati.',
  averts_itself: 'Non si può bloccare o silenziare sé stessi.',
  list_unknown: 'Questa lista non c’è, o non c’è più.',
  list_not_followed: 'In una lista sta solo chi si segue.',
  lists_too_many: 'Ci sono già {max} liste.',
  notification_unknown: 'Questa notifica non c’è, o non c’è più.',
};
