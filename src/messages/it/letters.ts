import type { LetterKind } from '../../domain/letters/letter.ts';
import type { LetterSentences } from '../letter-text.ts';
import { eventNews } from './letters-events.ts';

/** What the node writes to people by e-mail. */
export const letters = {
  hello: 'Ciao,',
  footer: (district: string, origin: string) =>
    `Questa lettera arriva da ${district}, ${origin}. Non serve rispondere.`,
  pages: {
    title: 'Lettere',
    lead: 'Quello che il nodo ha scritto per e-mail negli ultimi trenta giorni.',
    noWayOut:
      'Il nodo non ha ancora un server SMTP (la sezione [mail] della configurazione): le lettere restano qui. Aprile e fai avere a chi aspetta quello che c’è scritto.',
    empty: 'Nessuna lettera, per ora.',
    to: 'A',
    written: 'Scritta',
    about: 'Riguarda',
    state: 'Che ne è stato',
    read: 'Leggi',
    passOn: (email: string) => `Questa lettera è rimasta qui. Falla avere a ${email}, e a nessun altro.`,
    states: { waiting: 'in partenza', sent: 'spedita', kept: 'rimasta qui', refused: 'rifiutata' },
    subjects: { 'event-news': 'evento', 'mail-test': 'prova' } satisfies Record<LetterKind, string>,
  },
  kinds: {
    'event-news': eventNews,
    'mail-test': () => ({
      subject: 'Le lettere arrivano',
      lines: ['Se leggi queste righe, il nodo sa spedire lettere: è tutto a posto.'],
    }),
  } satisfies LetterSentences,
};
