import type { LetterSentences } from '../letter-text.ts';

type Kinds = 'enquiry-confirm' | 'enquiry-arrived' | 'enquiry-answered';

/** About questions that were asked by e-mail. */
export const enquiryLetters: Pick<LetterSentences, Kinds> = {
  'enquiry-confirm': ({ title, url }, { district }) => ({
    subject: `Conferma la tua domanda: ${title}`,
    lines: [
      `Qualcuno, speriamo tu, ha scritto a proposito di «${title}» su ${district}. Confermalo, e la domanda parte.`,
    ],
    action: { label: 'Conferma la domanda', url },
    after: ['Il link vale due giorni. Se non sei stato tu, non fare niente: non arriva niente a nessuno.'],
  }),
  'enquiry-arrived': ({ name, title, url }) => ({
    subject: `Una domanda: ${title}`,
    lines: [`${name} ha scritto a proposito di «${title}».`],
    action: { label: 'Leggi e rispondi', url },
    after: ['La tua risposta parte dal nodo: il tuo indirizzo non si vede.'],
  }),
  'enquiry-answered': ({ owner, title, text, url }) => ({
    subject: `Risposta da ${owner}: ${title}`,
    lines: [`${owner} ha risposto alla tua domanda su «${title}»:`, text],
    action: { label: 'Scrivi ancora, o cancella tutto', url },
    after: ['Dopo novanta giorni dall’ultimo messaggio dimentichiamo la conversazione e il tuo indirizzo.'],
  }),
};
