/** What the command line says of collective orders. */
export const orderCommands = {
  order: 'gli ordini collettivi',
  'order open': 'apre un ordine su una o più offerte, indicate con il loro numero',
  'order change': 'cambia un ordine aperto; un valore vuoto ("") toglie il campo',
  'order cancel': 'annulla un ordine aperto: gli impegni cadono; --reason dice perché',
  'order list': 'elenca gli ordini aperti, da quello che chiude prima',
  'order show': 'mostra un ordine',
  'order deliveries': 'elenca gli impegni di un ordine proprio: chi, che cosa, dove ritira',
  'order pledge': 'si impegna in un ordine, di qui o di un altro nodo, a nome di chi dice --as',
  'order change-pledge': 'cambia un impegno',
  'order withdraw-pledge': 'ritira un impegno',
  'order pledges': 'elenca gli impegni di chi dice --as, dagli ultimi cambiati',
};

export const orderOptions = {
  opens: ['quando', 'da quando ci si può impegnare; se no, da subito'],
  closes: ['quando', 'quando chiude: "28/11/2026 20:00", o il giorno (compreso)'],
  delivers: ['quando', 'quando si consegna'],
  maximum: ['numero', 'al massimo quanto, in tutto'],
  label: ['parola', 'che cosa si conta, per esempio cassette'],
  pickup: ['posto', 'dove si ritira'],
  line: ['numero', 'quale voce dell’ordine, da 1 (1)'],
  ended: ['', 'quelli chiusi, dall’ultimo'],
} satisfies Record<string, [placeholder: string, description: string]>;
