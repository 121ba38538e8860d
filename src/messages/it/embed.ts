/** The list of offers that other web sites show. */
export const embed = {
  link: 'Metti questa lista sul tuo sito',
  title: 'Le nostre offerte sul tuo sito',
  lead: 'Copia queste righe nella pagina del tuo sito dove vuoi che la lista si veda. Si aggiorna da sola, senza script e senza cookie.',
  snippet: 'Righe da copiare',
  chosen: 'La lista mostra quel che si vede nel catalogo con gli stessi filtri.',
  choose: 'Scegli i filtri nel catalogo',
  preview: 'Guarda come viene',
  frame: (name: string) => `Offerte e richieste: ${name}`,
  empty: 'Per ora qui non c’è nulla: torna presto.',
  all: (name: string) => `Tutto il catalogo: ${name}`,
};
