import type { FlowKind } from '../../domain/flows/flow.ts';

/** What flows between districts, who gives and who receives. */
export const flows = {
  title: 'Flussi',
  lead: 'Gli accordi portati a termine da un distretto all’altro: chi dà, chi riceve, che cosa. Si contano solo dove tutti e due i distretti lo rendono pubblico.',
  kinds: {
    goods: 'Beni',
    services: 'Servizi',
    hours: 'Ore',
    loans: 'Prestiti',
  } satisfies Record<FlowKind, string>,
  year: 'Anno',
  show: 'Mostra',
  legend: 'Legenda',
  diagram: 'Chi dà è a sinistra, chi riceve a destra; più accordi, più largo il nastro.',
  table: 'Gli stessi numeri in una tabella',
  provider: 'Dà',
  receiver: 'Riceve',
  kind: 'Che cosa',
  agreements: 'Accordi portati a termine',
  hours: (hours: string) => `${hours} ore`,
  differ: (provider: string, receiver: string) =>
    `${provider} secondo chi dà, ${receiver} secondo chi riceve`,
  reciprocity: 'Dare e ricevere',
  reciprocityLead:
    'Quanti accordi ogni distretto ha portato a termine dando e quanti ricevendo; dove i due distretti contano numeri diversi vale il più basso.',
  district: 'Distretto',
  given: 'Dati',
  received: 'Ricevuti',
  none: 'Non c’è ancora nessun flusso da mostrare',
  noneLead: (fewest: number) =>
    `Un flusso si vede quando due distretti hanno portato a termine almeno ${fewest} accordi dello stesso tipo in un anno, nella stessa direzione, e tutti e due hanno scelto di renderlo pubblico.`,
  largest: (count: string) => `Il disegno mostra i ${count} flussi più grandi.`,
  mostListed: (count: string) => `La tabella elenca i ${count} flussi più grandi.`,
  consent: {
    title: 'Flussi del distretto',
    lead: 'Se il distretto rende pubblico quanti accordi i suoi soggetti portano a termine con altri distretti.',
    is: 'Adesso il distretto pubblica i suoi flussi.',
    isNot: 'Adesso il distretto non pubblica i suoi flussi.',
    what: (fewest: number) =>
      `Si pubblicano solo somme: con quale distretto, in che anno, se beni, servizi, ore o prestiti, quanti accordi. Mai chi, che cosa, quanto costa. Le somme sotto ${fewest} accordi non escono, perché potrebbero dire di un accordo solo. Una somma si vede solo dove anche l’altro distretto ha scelto lo stesso. Si ricontano una volta al giorno.`,
    publish: 'Rendi pubblici i flussi',
    hide: 'Non renderli più pubblici',
    now: 'Che cosa si pubblica adesso',
    would: 'Che cosa si pubblicherebbe',
    nothing:
      'Ancora niente: nessun altro distretto che pubblica i suoi flussi ha abbastanza accordi con noi.',
  },
};
