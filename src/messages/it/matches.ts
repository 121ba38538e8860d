/** Requests without an answer, and offers of other districts that may meet them. */
export const matches = {
  title: 'Abbinamenti',
  lead: 'Richieste di un distretto e offerte di un altro che potrebbero incontrarsi: stessa cosa, o parole simili nel titolo, in misure che si convertono. Per ogni richiesta, le tre più vicine; dalle ultime trovate.',
  propose: 'Scrivi alle due parti, o al coordinamento dell’altro distretto: anche lì lo vedono.',
  empty: 'Per ora nessun abbinamento',
  emptyLead:
    'Il nodo cerca da solo, pochi minuti dopo ogni nuova richiesta. I distretti che segui sono quelli in cui cerca.',
  reasons: { category: 'Parlano della stessa cosa', words: 'Hanno parole in comune' },
  distance: (km: string) => `a ${km} km`,
  dismiss: 'Non va: togli',
  dismissOne: (request: string, offer: string) => `Non va: togli l’abbinamento tra «${request}» e «${offer}»`,
  unmet: {
    title: 'Richieste senza risposta',
    lead: 'Chi aspetta da più tempo è in cima. Forse tu hai quello che cerca.',
    days: 'Aperte da almeno',
    daysOf: (days: string) => `${days} giorni`,
    show: 'Mostra',
    empty: 'Nessuna richiesta aspetta da così tanto',
    since: (date: string) => `aspetta dal ${date}`,
  },
};
