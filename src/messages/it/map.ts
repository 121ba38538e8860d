/** The map of Italy, and the table that says the same. */
export const map = {
  title: 'Mappa',
  lead: 'Dove sono i distretti, chi ne fa parte e che cosa si offre e si cerca. Ogni cosa sta nel punto del suo comune: più vicino di così la mappa non va.',
  link: 'Guarda sulla mappa',
  italy: 'Italia',
  where: 'Dove sei sulla mappa',
  zoom: 'Scegli una regione sulla mappa o nella tabella per vederla da vicino.',
  legend: 'Legenda',
  districts: 'Distretti',
  members: 'Soggetti',
  offers: 'Offerte',
  requests: 'Richieste',
  proposals: 'Offerte e richieste',
  show: 'Che cosa mostrare',
  everything: 'Tutto',
  table: 'Gli stessi numeri in una tabella',
  region: 'Regione',
  province: 'Provincia',
  comune: 'Comune',
  total: 'In tutto',
  nothing: 'Qui non c’è ancora nulla sulla mappa. Prova con meno filtri o torna a tutta l’Italia.',
  unplaced: (count: string) =>
    count === '1'
      ? 'Una cosa in più non dice in quale comune si trova, e perciò non è sulla mappa.'
      : `Altre ${count} non dicono in quale comune si trovano, e perciò non sono sulla mappa.`,
  newest: (count: string) => `Sono contate le ${count} offerte e richieste più recenti.`,
  largest: (count: string) =>
    `La mappa disegna i ${count} comuni dove c’è di più; la tabella li conta tutti.`,
  districtsHere: 'I distretti',
  credit: 'Contorni: MapSVG, CC BY 4.0',
};
