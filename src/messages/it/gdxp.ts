/** Price lists in GDXP. */
export const gdxp = {
  soldBy: (unit: string) => `Si vende a: ${unit}.`,
  packedBy: (pieces: number) => `In confezioni da ${pieces}.`,
  download: 'Listino per i gestionali dei GAS (GDXP)',
};

export const gdxpErrors = {
  gdxp_invalid: 'Questo file non è un listino GDXP che sappiamo leggere: deve essere JSON, versione 1.',
  gdxp_old:
    'Questo è un listino XML, nella versione 0 di GDXP: nel tuo gestionale scegli l’esportazione nella versione 1 (JSON).',
  gdxp_not_active: 'nel listino è segnato come non ordinabile.',
  gdxp_other_supplier:
    'Il listino è di «{name}»: la partita IVA non è quella di chi lo importa, o ci sono più fornitori.',
  gdxp_too_big:
    'Il listino è troppo grande per questa pagina (più di {max} kB): dividilo, o chiedi a chi gestisce il nodo di importarlo con il comando.',
  gdxp_file_unreadable: 'Non riesco a leggere {path}.',
};

export const gdxpCommands = {
  gdxp: 'listini nel formato dei gestionali dei GAS (GDXP, versione 1)',
  'gdxp import':
    'fa di un listino le offerte di chi dice --as; senza --publish dice solo, riga per riga, che cosa succederebbe',
  'gdxp export': 'scrive le offerte aperte di un soggetto come listino',
};

export const gdxpOptions = {
  publish: ['', 'pubblica davvero'],
} satisfies Record<string, [string, string]>;
