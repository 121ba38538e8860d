import type { Confirmation, MembershipState } from '../../domain/memberships/membership.ts';

/** Who belongs to what: requests, answers, ties. */
export const memberships = {
  title: 'Adesioni',
  lead: 'Chi aderisce e a che cosa, e se lo dicono entrambe le parti o una sola.',
  empty: 'Per ora nessuna adesione.',
  belongsTo: 'Aderisce a',
  members: 'Vi aderiscono',
  states: {
    asked: 'In attesa di risposta',
    admitted: 'Aderisce',
    refused: 'Non accolta',
    withdrawn: 'Ritirata',
    left: 'Ha lasciato',
    removed: 'Chiusa',
  } satisfies Record<MembershipState, string>,
  confirmations: {
    both: 'confermato da entrambi',
    member: 'lo dice solo il soggetto: manca la conferma',
    group: 'manca la parola del soggetto',
  } satisfies Record<Confirmation, string>,
  events: {
    'membership-asked': (name: string) => `${name} ha chiesto di aderire`,
    'membership-admitted': (name: string) => `${name} ha accolto l’adesione`,
    'membership-refused': (name: string) => `${name} non ha accolto l’adesione`,
    'membership-withdrawn': (name: string) => `${name} ha ritirato la richiesta`,
    'membership-left': (name: string) => `${name} ha lasciato`,
    'membership-removed': (name: string) => `${name} ha chiuso l’adesione`,
  },
  member: 'Chi aderisce',
  group: 'A che cosa',
  state: 'Stato',
  asked: 'Chiesta il',
  message: 'Messaggio',
  charter: 'Carta accettata',
  tie: 'Chi lo dice',
};
