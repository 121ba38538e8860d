/** Looking for districts and networks. */
export const discovery = {
  title: 'Scopri distretti e reti',
  lead: 'Da un solo indirizzo che conoscete si trovano gli altri: chi segue chi, e chi fa parte di quale rete. Chiediamo con calma, e chi non vuole essere elencato resta fuori.',
  address: 'Un indirizzo che conoscete',
  addressHint: 'Per esempio distretto.example, @rete@res.example, o la pagina di un’offerta',
  submit: 'Cerca da qui',
  from: (host: string) => `Trovati a partire da ${host}`,
  goesOn: 'La ricerca continua: ricarica la pagina tra poco.',
  empty: 'Finora nessuno.',
  namedBy: (name: string) => `indicato da ${name}`,
  follow: 'Segui',
  follows: 'Lo seguite già',
  join: 'Chiedi di entrare',
  roles: { district: 'Distretto', network: 'Rete' },
};

export const discoveryCommands = {
  discover: 'cerca distretti e reti a partire da un indirizzo',
};

export const discoveryWords = {
  counts: (found: number, asked: number) => `Trovati ${found}; chiesto a ${asked}.`,
  goesOn: 'La ricerca non è finita: continua con il nodo acceso.',
};

export const discoveryErrors = {
  discovery_address: 'Questo non è l’indirizzo di un altro nodo. Scrivi per esempio distretto.example',
  discovery_blocked: 'Con {host} non abbiamo a che fare: è bloccato.',
};
