/** Words that stand in what other servers show of us. */
export const federation = {
  offer: 'OFFRO',
  request: 'CERCO',
  closed: 'CONCLUSA',
  expired: 'SCADUTA',
  kind: 'Tipo',
  sectors: 'Settori',
  place: 'Comune',
  site: 'Sito',
  vat: 'Partita IVA',
  price: 'Prezzo',
  available: 'Disponibili',
  gift: 'In dono',
  negotiable: 'Da concordare',
  agreementCancelled: 'Annullato',
  reply: 'Rispondi',
  until: (date: string) => `fino al ${date}`,
};
