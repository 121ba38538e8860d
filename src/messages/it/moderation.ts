/** Whom the district hears: the list of servers let in, and who is suspended. */
export const moderation = {
  only: 'Solo i server ammessi',
  onlyLead:
    'Se lo decidete, il distretto parla solo con i server di questo elenco, e con quelli sotto di loro.',
  isOn: 'Adesso parliamo solo con i server ammessi.',
  isOff: 'Adesso parliamo con tutti, tranne i server bloccati.',
  turnOn: 'Parla solo con i server ammessi',
  turnOff: 'Parla con tutti',
  allow: 'Ammetti',
  allowed: 'Ammessi',
  noneAllowed: 'Nessun server è nell’elenco.',
  disallow: 'Togli',
  neighbours: 'Siamo in contatto con questi, che nell’elenco non ci sono',
  suspended: {
    title: 'Sospesi',
    lead: 'Chi è sospeso, e tutto ciò che è suo, non si vede più da nessuna parte. Se è di qui non può accedere né agire; se è altrove non lo ascoltiamo. Si può sempre tornare indietro.',
    address: 'Indirizzo',
    addressHint: 'Per esempio @forno, o @qualcuno@altrove.example',
    reason: 'Perché',
    reasonHint: 'Resta nel registro, per chi coordinerà dopo di voi.',
    submit: 'Sospendi',
    empty: 'Nessuno è sospeso.',
    restore: 'Riammetti',
  },
};

export const moderationCommands = {
  allow: 'mette un server, e quelli sotto di lui, tra gli ammessi',
  disallow: 'toglie un server dagli ammessi',
  allowed: 'elenca i server ammessi e dice se si parla solo con loro',
  'allow-list': 'dice se si parla solo con i server ammessi: on o off',
  suspend: 'nasconde qualcuno e tutto ciò che è suo; se è di qui non può più agire',
  unsuspend: 'riammette chi era sospeso',
  suspended: 'elenca chi è sospeso',
};

export const moderationWords = {
  allowed: (host: string) => `${host} è tra i server ammessi.`,
  disallowed: (host: string) => `${host} non è più tra i server ammessi.`,
  suspended: (who: string) => `${who} è sospeso.`,
  restored: (who: string) => `${who} è riammesso.`,
};

export const moderationErrors = {
  host_not_allowed: '{host} non è tra i server ammessi.',
  suspends_itself: 'Non si possono sospendere il distretto, il nodo o se stessi.',
  not_suspended: '{handle} non è sospeso.',
  account_suspended: 'Questo account è sospeso: scrivi a chi coordina il distretto.',
  address_unreadable: 'Scrivi l’indirizzo così: @forno, oppure @qualcuno@altrove.example.',
};
