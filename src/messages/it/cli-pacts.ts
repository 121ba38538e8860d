/** What a placeholder stands for, nothing for a switch; and what it does. */
type Option = [placeholder: string, description: string];

export const pactCommands = {
  pact: 'i patti di solidarietà tra GAS e fornitori',
  'pact draft': 'scrive un patto a nome di --as, lo firma e chiede le firme alle altre parti',
  'pact revise': 'scrive una versione nuova, che vuole di nuovo tutte le firme',
  'pact sign': 'firma il testo che ha questa impronta (la dice pact show)',
  'pact refuse': 'non firma; --reason dice perché',
  'pact leave': 'lascia un patto, o lo ritira; --reason dice perché',
  'pact list': 'elenca i patti di --as; senza, quelli pubblici in vigore',
  'pact show': 'mostra un patto con firme e storia',
};

export const pactOptions = {
  supplier: ['handle', 'il fornitore: @pastificio o @pastificio@altrove.example'],
  party: ['handle', 'un GAS che partecipa'],
  offer: ['numero', 'un’offerta del fornitore che entra nel listino'],
  terms: ['testo', 'le condizioni'],
  since: ['giorno', 'da quando vale, per esempio 1/1/2027'],
  contacts: ['testo', 'chi tiene i rapporti'],
  'lead-days': ['numero', 'quanti giorni di preavviso per un ordine'],
  public: ['', 'tutti lo possono leggere, quando è in vigore'],
} satisfies Record<string, Option>;
