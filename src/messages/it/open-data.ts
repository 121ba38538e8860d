/** The page of the open data, and the command that writes them. */
export const openData = {
  title: 'Dati aperti',
  lead: 'Quel che qui è pubblico si può prendere anche con un programma: per un sito, una mappa, una ricerca. Solo ciò che ciascuno ha scelto di far trovare.',
  sets: {
    soggetti: 'Soggetti',
    distretti: 'Distretti',
    proposte: 'Offerte e richieste',
    ordini: 'Ordini collettivi',
    eventi: 'Eventi',
    annunci: 'Annunci',
  },
  about: {
    soggetti: 'Chi sta nell’elenco pubblico, con quel che mostra di sé.',
    distretti: 'I distretti: questo nodo, se lo è, e quelli che segue.',
    proposte: 'Le offerte e le richieste aperte, con prezzo, quantità e comune.',
    ordini: 'Gli ordini aperti e quanto è già prenotato in tutto; mai chi ha prenotato.',
    eventi: 'Gli eventi che non sono finiti, anche quelli annullati.',
    annunci: 'Gli annunci pubblici.',
  },
  formats: {
    json: 'JSON',
    csv: 'CSV per il foglio di calcolo',
    geojson: 'GeoJSON per le mappe',
    jsonld: 'JSON-LD',
  },
  columns: 'Che cosa c’è in ogni riga',
  how: 'Come si usano',
  pages: (rows: number) =>
    `Una pagina ha al massimo ${rows} righe; l’indirizzo della seguente sta in “next” e nell’intestazione Link. Una pagina può essere più corta e non essere l’ultima.`,
  unchanged: 'Chi rimanda l’ETag con If-None-Match riceve 304 se nulla è cambiato.',
  rate: (limit: number, minutes: number) =>
    `Fino a ${limit} richieste ogni ${minutes} minuti; le intestazioni X-RateLimit dicono quante ne restano.`,
  description: 'La descrizione completa, in OpenAPI:',
  licenceTitle: 'Licenza',
  licence: 'Il distretto mette a disposizione i dati con questa licenza:',
  noLicence: 'Il distretto non ha scelto una licenza: tutti i diritti restano ai rispettivi autori.',
};

export const dumpCommands = {
  dump: 'scrive i dati aperti in una cartella, con un manifesto: quante righe, impronte, data e licenza',
};

export const dumpWords = {
  written: (folder: string, rows: number) => `Scritti i dati aperti in ${folder}: ${rows} righe.`,
};
