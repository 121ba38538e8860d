/** What a placeholder stands for, nothing for a switch; and what it does. */
type Option = [placeholder: string, description: string];

export const decisionCommands = {
  decision: 'le decisioni dell’assemblea',
  'decision open': 'apre una decisione e la pubblica; chi vota è chi fa parte del distretto adesso',
  'decision vote': 'dà il voto di un soggetto, per sempre e in segreto',
  'decision close': 'chiude una decisione prima del termine e ne pubblica il risultato',
  'decision withdraw': 'ritira una decisione aperta per sbaglio',
  'decision list': 'elenca le decisioni, dalle più recenti',
  'decision show': 'mostra una decisione, con il risultato se è chiusa',
};

export const decisionOptions = {
  question: ['testo', 'la domanda'],
  answer: ['testo', 'una risposta tra cui scegliere'],
  several: ['', 'si può scegliere più di una risposta'],
  voters: ['chi', 'chi vota: organisations (le organizzazioni) o people (le persone)'],
  quorum: ['percentuale', 'quante voci su cento devono votare perché valga'],
  choice: ['risposta', 'la risposta scelta, per esteso o per numero (1 è la prima)'],
  which: ['quali', 'open (aperte), closed (concluse) o elsewhere (di altri distretti)'],
} satisfies Record<string, Option>;
