/** What the command line says of flows between districts. */
export const flowCommands = {
  flows: 'i flussi: quanti accordi portati a termine da un distretto all’altro',
  'flows list': 'elenca i flussi di un anno che tutti e due i distretti rendono pubblici',
  'flows publish': 'il distretto rende pubblici i suoi flussi',
  'flows hide': 'il distretto non rende più pubblici i suoi flussi',
  'flows count': 'riconta subito i flussi del distretto, senza aspettare domani',
};

export const flowOptions = {
  year: ['anno', 'di quale anno; se manca, il più recente'],
} satisfies Record<string, [string, string]>;

export const flowWords = {
  published: 'Il distretto rende pubblici i suoi flussi.',
  hidden: 'Il distretto non rende più pubblici i suoi flussi.',
  counted: 'I flussi sono ricontati.',
};
