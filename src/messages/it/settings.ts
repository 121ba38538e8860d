/** The page and the command where the district decides of itself and of its node. */
export const settings = {
  title: 'Impostazioni del distretto',
  lead: 'Come il distretto si presenta, e che cosa ha deciso. Chi lo segue da altri nodi lo viene a sapere.',
  who: 'Chi siamo',
  name: 'Nome',
  summary: 'Presentazione',
  summaryHint: 'Due righe: le legge chi arriva qui, e chi trova il distretto da Mastodon e simili.',
  comune: 'Comune',
  comuneHint: 'Il punto da cui il distretto sta sulla mappa.',
  contact: 'E-mail di chi coordina',
  contactHint:
    'La vede chiunque, in fondo a ogni pagina. Meglio un indirizzo comune che quello di una persona.',
  locale: 'Lingua',
  localeHint:
    'Per chi non ne chiede una che abbiamo. Quello che va agli altri nodi la usa dal prossimo avvio.',
  look: 'Aspetto',
  accent: 'Colore',
  accentHint: 'Di bottoni e link. Deve leggersi bene: se è troppo chiaro ti diciamo quale ci va vicino.',
  ownAccent: 'Un colore nostro',
  logo: 'Logo',
  logoHint: 'Sta in alto accanto al nome, ed è l’immagine del profilo altrove. Meglio se quadrato.',
  header: 'Immagine di copertina',
  headerHint: 'Sta nella prima pagina, e sopra il profilo altrove. Meglio se larga.',
  pictureNow: 'L’immagine di adesso',
  drop: 'Togli questa immagine',
  decisions: 'Decisioni',
  licence: 'Licenza dei dati aperti',
  licenceHint:
    'Che cosa può fare chi scarica i dati pubblici. È una scelta del distretto: finché non c’è, non si concede niente.',
  noLicence: 'Nessuna: tutti i diritti ai rispettivi autori',
  licences: {
    'CC0-1.0': 'se ne può fare qualunque cosa',
    'CC-BY-4.0': 'se ne può fare qualunque cosa, dicendo da dove vengono',
    'CC-BY-SA-4.0': 'come sopra, e ciò che se ne ricava resta con la stessa licenza',
    'ODbL-1.0': 'per banche dati: dire da dove vengono, e lasciare aperte quelle che se ne ricavano',
  },
  takesApplications: 'Chiunque può chiedere di aderire dalle pagine',
  save: 'Salva',
  preview: 'Guarda come viene',
  saved: 'Salvato.',
  previewTitle: 'Come viene',
  previewLead: 'Non è ancora salvato. Anche il colore e il logo di questa pagina sono quelli nuovi.',
  previewButton: 'Un bottone',
  previewLink: 'e un link',
  contactFooter: 'Per scriverci:',
  noApplications: 'Adesso non si chiede di aderire da qui',
  noApplicationsLead: 'Il distretto accoglie per invito. Se vuoi farne parte, scrivi a chi coordina.',
  yes: 'sì',
  no: 'no',
};

export const settingsCommands = {
  settings: 'come il distretto si presenta e che cosa ha deciso del suo nodo',
  'settings show': 'mostra le impostazioni',
  'settings change': 'cambia quelle che si dicono; un valore vuoto ("") le toglie',
};

export const settingsOptions = {
  contact: ['indirizzo', 'l’e-mail di chi coordina, che tutti vedono'],
  locale: ['lingua', 'la lingua predefinita: it o en'],
  accent: ['colore', 'il colore di bottoni e link, per esempio #2c6440'],
  licence: ['nome', 'la licenza dei dati aperti: CC0-1.0, CC-BY-4.0, CC-BY-SA-4.0 o ODbL-1.0'],
  'passphrase-stdin': [
    '',
    'legge dallo standard input la frase con cui il backup è cifrato (se no DISTRETTO_BACKUP_PASSPHRASE)',
  ],
  applications: ['yes|no', 'se chiunque può chiedere di aderire dalle pagine'],
} satisfies Record<string, [string, string]>;

export const settingsErrors = {
  backup_passphrase_missing:
    'Questo backup è cifrato: dai la frase con --passphrase-stdin o DISTRETTO_BACKUP_PASSPHRASE.',
  backup_passphrase_wrong: 'La frase non apre {path}: è un’altra, o il file è rovinato.',
  backup_passphrase_short: 'La frase è troppo corta: almeno {min} caratteri.',
  accent_invalid: 'Scrivi il colore così: #2c6440.',
  accent_unreadable: 'Con questo colore il testo si leggerebbe male: {near} gli somiglia e va bene.',
  licence_unknown: 'Questa licenza non è tra quelle che si possono scegliere.',
  applications_closed: 'Il distretto accoglie solo per invito: scrivi a chi coordina.',
};
