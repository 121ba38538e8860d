/** Answering, from one's own node, what is read on another. */
export const interactions = {
  lead: 'Hai un profilo in un altro distretto, su Mastodon o simili?',
  buttons: {
    follow: 'Segui dal tuo nodo',
    join: 'Partecipa dal tuo nodo',
    reply: 'Rispondi dal tuo nodo',
  },
  leads: {
    follow: (name: string) => `Per seguire ${name} scrivi il tuo indirizzo: ti portiamo sul tuo nodo.`,
    join: (title: string) =>
      `Per partecipare a «${title}» scrivi il tuo indirizzo: ti portiamo sul tuo nodo.`,
    reply: (title: string) =>
      `Per rispondere a «${title}» scrivi il tuo indirizzo: ti portiamo sul tuo nodo.`,
  },
  address: 'Il tuo indirizzo',
  addressHint:
    'Per esempio @nome@distretto.example, o solo distretto.example. Lo ricorda questo browser, e nessun altro.',
  submit: 'Vai al mio nodo',
  byHand: 'Se il tuo nodo non ha una pagina per questo, cerca lì questo indirizzo:',
  open: {
    title: 'Apri qui',
    lead: 'L’indirizzo di un’offerta, di un evento o di un profilo di un altro nodo: lo apriamo qui, dove puoi rispondere con il tuo account.',
    address: 'Indirizzo',
    submit: 'Apri',
  },
  follow: {
    title: 'Segui',
    lead: (name: string) => `Quello che ${name} pubblica arriva tra le tue novità.`,
    signIn: 'Accedi per seguire',
    as: 'A nome di',
    submit: 'Segui',
    stop: 'Non seguire più',
    follows: (name: string) => `${name} segue già.`,
    asked: (name: string) => `${name} ha chiesto di seguire: si aspetta la risposta.`,
  },
  following: {
    title: 'Seguiti',
    lead: 'I distretti e le persone di cui leggi le novità.',
    as: 'A nome di',
    address: 'Chi vuoi seguire',
    addressHint: 'Per esempio @distretto@altrove.example.',
    pending: 'in attesa',
    empty:
      'Ancora nessuno. Scrivi qui sopra l’indirizzo di un distretto, o apri la sua pagina e premi Segui.',
  },
  news: {
    title: 'Novità',
    lead: 'Quello che pubblicano i distretti e le persone che segui.',
    following: 'Chi segui',
    empty: 'Ancora niente.',
    emptyText: 'Segui un distretto o una persona: quello che pubblica arriva qui.',
    untitled: (author: string) => `Da ${author}`,
    passedOn: 'condiviso da',
    kinds: {
      proposal: 'Offerta o richiesta',
      announcement: 'Annuncio',
      note: 'Messaggio',
      question: 'Sondaggio',
      attestation: 'Attestazione',
      event: 'Evento',
      order: 'Ordine collettivo',
    },
  },
  reply: {
    title: 'Rispondi',
    as: 'A nome di',
    text: 'La tua risposta',
    readers: 'Chi la legge',
    direct: 'Solo chi ha scritto',
    unlisted: 'Chiunque',
    submit: 'Rispondi',
    sent: 'La tua risposta è partita.',
  },
};

export const interactionErrors = {
  own_server_unknown:
    'Su «{address}» non troviamo una pagina per farlo. Controlla com’è scritto l’indirizzo; se è giusto, cerca sul tuo nodo quello qui sotto.',
  interaction_unknown:
    'A questo indirizzo non troviamo niente che sia per tutti. Controlla com’è scritto, o riprova tra poco.',
};
