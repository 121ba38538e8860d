/** Letters of what is new: alerts for a search, and the digest of the week. */
export const alerts = {
  title: 'Avvisi per e-mail',
  lead: 'Il nodo ti scrive quando c’è qualcosa per te, e mai altrimenti. Ogni lettera si disdice con un clic, senza accedere.',
  noMail:
    'Questo nodo per ora non spedisce lettere: gli avvisi partiranno quando chi lo cura avrà configurato la posta.',
  confirmFirst: 'Le lettere arrivano solo a un indirizzo confermato: confermalo dal tuo account.',
  account: 'Vai al tuo account',
  digest: {
    title: 'Il riassunto della settimana',
    lead: 'Una volta alla settimana: che cosa c’è di nuovo nel distretto e da chi segui.',
    on: 'Lo ricevi.',
    begin: 'Mandamelo',
    end: 'Non mandarlo più',
  },
  searches: {
    title: 'Ricerche salvate',
    empty: 'Ancora nessuna. Cerca nel catalogo, poi premi «Avvisami».',
    toCatalogue: 'Vai al catalogo',
    often: 'Quando avvisarti',
    soon: 'Entro un’ora',
    weekly: 'Una volta alla settimana',
    change: 'Cambia',
    forget: 'Cancella',
  },
  save: {
    link: 'Avvisami quando arriva qualcosa',
    title: 'Avvisami',
    lead: (search: string) => `Ti scriviamo quando arriva qualcosa di nuovo per: ${search}.`,
    submit: 'Salva la ricerca',
  },
  unsubscribe: {
    title: 'Niente più lettere',
    lead: {
      search: 'Non ricevere più gli avvisi di questa ricerca.',
      digest: 'Non ricevere più il riassunto della settimana.',
    },
    submit: 'Sì, basta lettere',
    done: 'Fatto: niente più lettere di questo tipo.',
    again: 'Se cambi idea, le riattivi da «Avvisi per e-mail».',
  },
  describe: {
    all: 'tutto il catalogo',
    offer: 'offerte',
    request: 'richieste',
    here: 'da qui',
    elsewhere: 'da altri distretti',
    within: (km: string, comune: string) => `entro ${km} km da ${comune}`,
    in: (comune: string) => `a ${comune}`,
    district: 'di un distretto',
  },
  cli: {
    stopped: 'Niente più avvisi né riassunti a questo account.',
    digest: 'riassunto della settimana',
    since: (date: string) => `dal ${date}`,
  },
};

export const alertErrors = {
  search_empty:
    'Scegli almeno un filtro: avvisare di tutto il catalogo è quello che fa il riassunto della settimana.',
  too_many_searches: 'Si possono salvare al massimo {max} ricerche: cancellane una che non serve più.',
  unsubscribe_unknown: 'Questo link non è intero: copialo per intero dalla lettera.',
};
