import type { LetterKind } from '../../domain/letters/letter.ts';
import type { LetterSentences } from '../letter-text.ts';
import { alertLetters } from './letters-alerts.ts';
import { applicationAdmitted, applicationRefused } from './letters-applications.ts';
import { enquiryLetters } from './letters-enquiries.ts';
import { eventNews } from './letters-events.ts';

/** What the node writes to people by e-mail. */
export const letters = {
  hello: 'Ciao,',
  footer: (district: string, origin: string) =>
    `Questa lettera arriva da ${district}, ${origin}. Non serve rispondere.`,
  unsubscribe: 'Non vuoi più lettere come questa? Basta un clic, senza accedere',
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
    subjects: {
      'event-news': 'evento',
      invitation: 'invito',
      'export-ready': 'copia dei dati',
      'enquiry-confirm': 'domanda da confermare',
      'enquiry-arrived': 'domanda arrivata',
      'enquiry-answered': 'risposta a una domanda',
      'search-alert': 'avviso di una ricerca',
      digest: 'riassunto della settimana',
      'application-admitted': 'richiesta accolta',
      'application-refused': 'richiesta non accolta',
      'confirm-email': 'conferma dell’indirizzo',
      'reset-password': 'nuova password',
      'email-changed': 'indirizzo cambiato',
      'password-changed': 'password cambiata',
      'mail-test': 'prova',
    } satisfies Record<LetterKind, string>,
  },
  kinds: {
    'event-news': eventNews,
    invitation: ({ url }, { district }) => ({
      subject: `Un invito per ${district}`,
      lines: [
        `Chi coordina ${district} ti invita a entrare: potrai offrire e cercare beni, servizi e saperi con le realtà dell’economia solidale del territorio.`,
      ],
      action: { label: 'Entra nel distretto', url },
      after: ['L’invito vale sette giorni e una volta sola. Se non ti interessa, non fare niente.'],
    }),
    'export-ready': ({ url }) => ({
      subject: 'La tua copia è pronta',
      lines: [
        'La copia dei tuoi dati che avevi chiesto è pronta: la trovi nel tuo account per sette giorni.',
      ],
      action: { label: 'Vai al tuo account', url },
    }),
    ...enquiryLetters,
    ...alertLetters,
    'application-admitted': applicationAdmitted,
    'application-refused': applicationRefused,
    'confirm-email': ({ url }, { district }) => ({
      subject: 'Conferma il tuo indirizzo',
      lines: [
        `Qualcuno, speriamo tu, ha usato questo indirizzo su ${district}. Confermalo, così le lettere ti arrivano e puoi cambiare la password se la dimentichi.`,
      ],
      action: { label: 'Conferma l’indirizzo', url },
      after: ['Il link vale sette giorni. Se non sei stato tu, non fare niente.'],
    }),
    'reset-password': ({ url }) => ({
      subject: 'Una nuova password',
      lines: ['Qualcuno, speriamo tu, ha chiesto di scegliere una nuova password.'],
      action: { label: 'Scegli la password', url },
      after: [
        'Il link vale un’ora e una volta sola. Se non l’hai chiesto tu, non fare niente: la password resta quella di prima.',
      ],
    }),
    'email-changed': ({ email }) => ({
      subject: 'Il tuo indirizzo è cambiato',
      lines: [
        `Da ora si accede con ${email}, e le lettere arrivano lì.`,
        'Se non sei stato tu, avvisa subito chi coordina il distretto.',
      ],
    }),
    'password-changed': () => ({
      subject: 'La tua password è cambiata',
      lines: [
        'La password del tuo account è stata cambiata, e le altre sessioni sono state chiuse.',
        'Se non sei stato tu, avvisa subito chi coordina il distretto.',
      ],
    }),
    'mail-test': () => ({
      subject: 'Le lettere arrivano',
      lines: ['Se leggi queste righe, il nodo sa spedire lettere: è tutto a posto.'],
    }),
  } satisfies LetterSentences,
};
