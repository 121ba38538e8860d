/** What cannot be done about events. */
export const eventErrors = {
  event_unknown: 'Questo evento non c’è, o non c’è più.',
  event_cancelled: 'Questo evento è stato annullato.',
  event_over: 'Questo evento è già finito.',
  event_full: 'I posti sono esauriti: erano {capacity}. Se qualcuno rinuncia, puoi riprovare.',
  event_joined_elsewhere: 'A questo evento ci si iscrive sulla pagina di chi lo organizza.',
  event_without_attendance: 'Chi organizza questo evento non raccoglie iscrizioni da qui.',
  event_in_the_past: 'Un evento deve finire nel futuro: controlla il giorno e l’ora.',
  event_ends_before_start: 'La fine deve venire dopo l’inizio.',
  event_nowhere: 'Indica il comune in cui si tiene, oppure un indirizzo online.',
  wall_time_invalid: 'Scrivi il giorno e l’ora, per esempio 12/12/2026 18:00.',
  time_skipped: 'Quella notte le lancette vanno avanti e le {time} non ci sono: scegli un’altra ora.',
  time_zone_unknown: 'Questo fuso orario non esiste. In Italia è Europe/Rome.',
  online_address_invalid: 'L’indirizzo online deve cominciare con https:// o http://.',
  capacity_invalid: 'I posti sono un numero intero da 1 a 99999, oppure niente se non c’è limite.',
  capacity_below_attending: 'Hanno già detto di sì in {attending}: i posti non possono essere di meno.',
  attendance_unknown: 'Non hai detto di sì a questo evento.',
};
