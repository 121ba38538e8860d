/**
 * What people read when something cannot be done: a UserError's code → a sentence, `{name}` filled from its params.
 */
export const errors = {
  unexpected:
    'Qualcosa è andato storto dalla nostra parte. Riprova tra poco; se succede ancora, avvisa chi cura il nodo.',
  invalid_value: 'C’è qualcosa che non torna in questo campo.',
  value_missing: 'Questo campo va compilato.',
  value_too_small: 'Il valore è troppo piccolo: il minimo è {min}.',
  value_too_big: 'Il valore è troppo grande: il massimo è {max}.',
  text_too_long: 'Il testo è troppo lungo: al massimo {max} caratteri.',
  unknown_field: 'C’è un campo che non conosciamo.',
  invalid_cursor: 'Questo punto dell’elenco non esiste. Riparti dalla prima pagina.',
  comune_unknown:
    'Non troviamo un comune che si chiami «{comune}». Se ce n’è più d’uno, indica anche la provincia.',
  handle_invalid:
    'Il nome utente può avere da 2 a 30 caratteri: lettere senza accento, numeri e trattino basso.',
  handle_taken: 'Il nome utente «{handle}» è già preso. Scegline un altro.',
  email_invalid: 'Questo indirizzo e-mail non sembra scritto bene.',
  email_taken: 'C’è già qualcuno iscritto con questo indirizzo e-mail.',
  password_too_short: 'La password è troppo corta.',
  sign_in_failed: 'E-mail o password non corrispondono.',
  invitation_closed:
    'Questo invito non vale più: è scaduto o è già stato usato. Chiedine uno nuovo a chi coordina il distretto.',
  member_unknown: 'Non c’è nessun soggetto «{handle}» nel distretto.',
  not_your_member: 'Non puoi agire a nome di questo soggetto.',
  coordinators_only: 'Questo lo può fare solo chi coordina il distretto.',
  kind_unknown: 'Scegli che tipo di soggetto è.',
  sector_unknown: 'Uno dei settori indicati non esiste.',
  showable_unknown: 'Una delle informazioni da mostrare non esiste.',
  site_invalid: 'L’indirizzo del sito deve cominciare con https:// o http://.',
  vat_invalid: 'Questa partita IVA non è valida: sono 11 cifre, controlla di averle scritte bene.',
  host_invalid: 'Questo non è il nome di un server.',
};
