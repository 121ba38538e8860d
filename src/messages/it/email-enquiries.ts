/** Questions by e-mail, from people without an account anywhere. */
export const emailEnquiries = {
  link: 'Scrivi per e-mail',
  noAccount: 'Nessun account da nessuna parte?',
  title: 'Scrivi a chi pubblica',
  lead: (owner: string, title: string) =>
    `La tua domanda su «${title}» arriva a ${owner}. La risposta ti arriva per e-mail.`,
  privacy:
    'Il tuo indirizzo non lo vede nessuno: serve al nodo per mandarti la risposta. Novanta giorni dopo l’ultimo messaggio dimentichiamo tutto, e puoi cancellare tu quando vuoi.',
  name: 'Come ti chiami',
  email: 'Il tuo indirizzo e-mail',
  emailHint: 'Ti mandiamo un link per confermare: prima di allora non parte niente.',
  text: 'La tua domanda',
  website: 'Lascia vuoto questo campo',
  submit: 'Manda',
  sent: {
    title: 'Manca un passo',
    text: 'Ti abbiamo scritto: apri il link che trovi nella lettera, e la domanda parte. Se non la vedi, guarda nella posta indesiderata.',
  },
  page: {
    title: (title: string) => `La tua domanda su «${title}»`,
    unconfirmed: 'La domanda non è ancora partita.',
    confirm: 'Conferma e manda',
    waiting: (owner: string) => `La domanda è arrivata a ${owner}. La risposta ti arriva per e-mail.`,
    you: 'Tu',
    again: 'Scrivi ancora',
    text: 'Il tuo messaggio',
    submit: 'Manda',
    forget: 'Cancella tutto',
    forgetLead: 'La conversazione e il tuo indirizzo spariscono subito, anche per chi ha risposto.',
    forgotten: 'Cancellato: qui non resta più niente di te.',
  },
  owner: {
    byEmail: 'per e-mail',
    answer: 'La tua risposta, che parte per e-mail dal nodo',
    forget: 'Cancella la conversazione',
    forgetLead: 'Sparisce per tutti e due, e non si può riavere.',
  },
  cli: {
    answered: 'Risposta mandata.',
    forgotten: 'Cancellata.',
    answers: (count: number) =>
      count === 0 ? 'senza risposta' : count === 1 ? '1 risposta' : `${count} risposte`,
  },
};

export const emailEnquiryErrors = {
  enquiry_form_old:
    'Il modulo è stato mandato troppo in fretta, oppure è aperto da più di un giorno. Quello che hai scritto è ancora qui: aspetta qualche secondo e manda di nuovo.',
  enquiry_gone: 'Questa conversazione non c’è più: è stata cancellata, o il link non è intero.',
  enquiry_unconfirmed: 'Prima conferma la domanda.',
  enquiry_full: 'Questa conversazione è diventata troppo lunga: mettetevi d’accordo di persona.',
};
