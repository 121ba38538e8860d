/** What the command line says of events. */
export const eventCommands = {
  event: 'the events',
  'event add': 'publishes an event',
  'event change': 'changes an event; an empty value ("") removes the field; whoever said yes is told',
  'event cancel': 'cancels an event, which stays to be seen; --reason says why',
  'event withdraw': 'withdraws an event altogether',
  'event list': 'lists the coming events, the next one first',
  'event show': 'shows an event; of one’s own, also who comes',
  'event attend': 'says yes to an event, of this node or another, in the name of --as',
  'event unattend': 'takes a yes back',
  'event attending': 'lists the events that --as said yes to, and what has changed',
};

export const eventOptions = {
  start: ['when', 'when it begins, by the clocks of the place: "12/12/2026 18:00"'],
  end: ['when', 'when it ends: "12/12/2026 20:00"'],
  zone: ['zone', 'the time zone of the place (Europe/Rome)'],
  venue: ['name', 'the name of the place, for example "Town hall"'],
  street: ['street', 'street and number'],
  online: ['address', 'the address of the video call'],
  seats: ['number', 'how many seats there are; no limit if not said'],
  past: ['', 'those that are over, the last one first'],
} satisfies Record<string, [placeholder: string, description: string]>;
