/** What the command line says of events. */
export const eventCommands = {
  event: 'gli eventi',
  'event add': 'pubblica un evento',
  'event change': 'cambia un evento; un valore vuoto ("") toglie il campo; chi ha detto di sì viene avvisato',
  'event cancel': 'annulla un evento, che resta visibile; --reason dice perché',
  'event withdraw': 'ritira un evento del tutto',
  'event list': 'elenca gli eventi in arrivo, dal più vicino',
  'event show': 'mostra un evento; dei propri, anche chi viene',
  'event attend': 'dice di sì a un evento, di qui o di un altro nodo, a nome di chi dice --as',
  'event unattend': 'ritira un sì',
  'event attending': 'elenca gli eventi a cui ha detto di sì chi dice --as, e che cosa è cambiato',
};

export const eventOptions = {
  start: ['quando', 'quando comincia, secondo gli orologi del posto: "12/12/2026 18:00"'],
  end: ['quando', 'quando finisce: "12/12/2026 20:00"'],
  zone: ['fuso', 'il fuso orario del posto (Europe/Rome)'],
  venue: ['nome', 'il nome del posto, per esempio "Sala civica"'],
  street: ['via', 'la via e il numero'],
  online: ['indirizzo', 'l’indirizzo della videochiamata'],
  seats: ['numero', 'quanti posti ci sono; se no, senza limite'],
  past: ['', 'quelli passati, dall’ultimo'],
} satisfies Record<string, [placeholder: string, description: string]>;
