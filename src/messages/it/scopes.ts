/** For whom offers and requests are. */
export const scopes = {
  legend: 'Per chi è?',
  hint: 'Puoi cambiare idea quando vuoi. Se la restringi, a chi resta fuori chiediamo di dimenticarla.',
  names: {
    district: 'Solo il distretto',
    region: 'Le realtà della regione',
    network: 'La rete',
    fediverse: 'Tutti',
  },
  who: {
    district: 'La vede solo chi ha un accesso a questo distretto.',
    region:
      'Anche chi ha un accesso ai distretti e alle reti della stessa regione che il nostro segue, o con cui sta in una rete.',
    network: 'Anche chi ha un accesso alle reti di cui facciamo parte e ai loro distretti.',
    fediverse: 'Chiunque, qui, su Mastodon e sui motori di ricerca, se hai acconsentito.',
  },
  badges: { district: 'Solo per il distretto', region: 'Solo per la regione', network: 'Solo per la rete' },
  more: (count: number) =>
    count === 1
      ? 'Un’altra è solo per noi, e non per tutti.'
      : `Altre ${count} sono solo per noi, e non per tutti.`,
  see: 'Guardale',
  onlyUs: 'Queste sono solo per noi: le vede chi ha un accesso, e nessuno le passa ad altri.',
  back: 'Torna a quelle per tutti',
};
