/** What the command line says of flows between districts. */
export const flowCommands = {
  flows: 'i flussi: quanti accordi portati a termine da un distretto all’altro',
  'flows list': 'elenca i flussi di un anno che tutti e due i distretti rendono pubblici',
  'flows publish': 'il distretto rende pubblici i suoi flussi',
  'flows hide': 'il distretto non rende più pubblici i suoi flussi',
  'flows count': 'riconta subito i flussi del distretto, senza aspettare domani',
  match: 'gli abbinamenti: offerte di altri distretti per le richieste che aspettano',
  'match list': 'elenca gli abbinamenti aperti, dal più recente',
  'match find': 'cerca subito abbinamenti per le prossime richieste',
  'match dismiss': 'toglie un abbinamento che non va',
  'match unmet': 'elenca le richieste senza risposta da tanti giorni (14), da chi aspetta di più',
  report: 'i numeri del bilancio di un anno, di questo se non si dice quale',
  assessment: 'l’autovalutazione sui principi',
  'assessment write': 'scrive l’autovalutazione del soggetto di --as',
};

export const flowOptions = {
  score: [
    'principio=0-4',
    'quanto si vive un principio: cooperation, reciprocity, territory, social, ecological; «=3: perché» dice il motivo',
  ],
  named: ['', 'il bilancio può mostrare le risposte con il nome'],
  year: ['anno', 'di quale anno; se manca, il più recente'],
} satisfies Record<string, [string, string]>;

export const flowWords = {
  published: 'Il distretto rende pubblici i suoi flussi.',
  hidden: 'Il distretto non rende più pubblici i suoi flussi.',
  counted: 'I flussi sono ricontati.',
};

export const matchWords = {
  found: (requests: number) => `Guardate ${requests} richieste.`,
  dismissed: 'L’abbinamento è tolto.',
};

export const annualReportWords = {
  written: (name: string, year: number) => `Autovalutazione di ${name} per il ${year}: salvata.`,
};
