/** The page with what the node does at this moment. */
export const machineRoom = {
  title: 'Sala macchine',
  lead: 'Che cosa fa il nodo in questo momento. Le stesse cifre, nel tempo, stanno in /metrics per Prometheus.',
  refresh: 'Aggiorna',
  at: (date: string) => `com’era il ${date}`,
  now: 'Adesso',
  hour: 'Attività ricevute nell’ultima ora',
  day: 'nelle ultime ventiquattro',
  oldest: 'la più vecchia aspetta da',
  seconds: (n: number): string => (n === 1 ? 'un secondo' : `${n} secondi`),
  lanes: 'Consegne per server',
  noLanes: 'Non è ancora partito niente.',
  waiting: (n: number): string => (n === 0 ? 'niente in attesa' : n === 1 ? '1 in attesa' : `${n} in attesa`),
  since: (date: string) => `la più vecchia dal ${date}`,
  failures: (n: number): string => (n === 1 ? 'un tentativo fallito' : `${n} tentativi falliti`),
  lastSuccess: (date: string) => `ultima riuscita il ${date}`,
  reasons: 'Perché non va',
  noReasons: 'Tutto quello che parte arriva.',
  times: (n: number): string => (n === 1 ? 'una volta' : `${n} volte`),
  queries: 'Interrogazioni del database più lente',
  long: 'Al lavoro da più di un secondo',
  query: (calls: number, mean: string, total: string): string =>
    `${calls} volte, ${mean} ms in media, ${total} ms in tutto`,
  notCounted:
    'Questo PostgreSQL non le conta: carica pg_stat_statements (shared_preload_libraries) e crea l’estensione. docs/operations/runbook.md dice come.',
};
