export const attestationErrors = {
  visitor_role_unknown: 'Scegli a che titolo c’era: producer, technician, consumer o other.',
  visitor_unreadable: 'Scrivi chi ha visitato così: "Nome, ruolo, territorio".',
  visitors_missing: 'Indica almeno una persona che ha visitato, con il territorio da cui viene.',
  too_many_visitors: 'Al massimo dieci persone in visita.',
  valid_until_before_visit: 'La scadenza viene prima della visita.',
  visit_in_future: 'La visita deve essere già avvenuta.',
  attestation_unknown: 'Questa attestazione non c’è, o non c’è più.',
  attestation_revoked_already: 'Questa attestazione è già stata revocata.',
  attestation_invalid: 'Questa attestazione non è scritta per intero.',
  attestation_unproven: 'La firma di questa attestazione non è di chi dice di averla scritta.',
};
