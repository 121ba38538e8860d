/** How those whom the district follows stand with it, and what is said of comparing what they publish with what is here. */
export const reconciliations = {
  title: 'Che cosa ci arriva da chi seguiamo',
  lead: 'Ogni notte il nodo confronta quello che gli altri pubblicano con quello che abbiamo qui, e rimedia a ciò che è andato perso.',
  none: 'Non seguiamo ancora nessun distretto e nessuna rete.',
  waiting: 'Non ancora confrontato: lo sarà tra qualche minuto.',
  lastDelivery: 'ultima consegna',
  lag: 'in viaggio per',
  lastComparison: 'ultimo confronto',
  differences: 'differenze',
  never: 'mai',
  noDifferences: 'nessuna',
  foundAndMended: (found: number, mended: number) =>
    `${found === 1 ? 'una trovata' : `${found} trovate`}, ${mended === 1 ? 'una rimediata' : `${mended} rimediate`}`,
  reachable: 'risponde',
  unreachable: (since: string, reason: string) => `non risponde dal ${since}: ${reason}`,
  underWay: (since: string) => `confronto in corso dal ${since}`,
  incomplete: 'l’ultimo confronto non è arrivato in fondo',
  state: 'stato',
  seconds: (n: number) => (n === 1 ? 'un secondo' : `${n} secondi`),
  minutes: (n: number) => (n === 1 ? 'un minuto' : `${n} minuti`),
  hours: (n: number) => (n === 1 ? 'un’ora' : `${n} ore`),
  days: (n: number) => (n === 1 ? 'un giorno' : `${n} giorni`),
  compare: 'Confronta adesso',
  asked: 'Il confronto parte entro un minuto.',
};

export const reconcileCommands = {
  reconcile:
    'confronta adesso tutto quello che pubblica chi seguiamo (o uno solo, per esempio @distretto@altrove.example) con quello che è qui, e rimedia',
  neighbours: 'elenca i distretti e le reti che seguiamo: che cosa ne arriva, e l’ultimo confronto',
};

export const reconcileErrors = {
  group_not_followed: 'Qui nessuno segue un distretto o una rete che si chiami «{handle}».',
};
