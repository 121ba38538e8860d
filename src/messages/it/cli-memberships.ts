/** What the command line says of memberships. */
export const membershipCommands = {
  membership: 'le adesioni: a questo nodo, alle associazioni, a distretti e reti di altri nodi',
  'membership ask':
    'chiede di aderire a un distretto, a una rete o a un’associazione, a nome di chi dice --as',
  'membership admit': 'accoglie una richiesta; o, dato un indirizzo @nome@server, chi non può chiedere da sé',
  'membership refuse': 'non accoglie una richiesta; --reason dice perché',
  'membership leave': 'lascia, o ritira una richiesta',
  'membership remove': 'chiude un’adesione; --reason dice perché',
  'membership list': 'elenca richieste e adesioni di chi dice --as, dalle ultime cambiate',
  'membership show': 'mostra un’adesione con la sua storia',
  'membership ties': 'chi conferma che cosa: i legami di chi dice --as, detti da una parte o da entrambe',
};

export const membershipWords = {
  asked: (name: string) => `Adesione chiesta a ${name}.`,
  admitted: (name: string) => `${name} aderisce.`,
  refused: 'Richiesta non accolta.',
  left: 'Adesione lasciata.',
  removed: 'Adesione chiusa.',
};
