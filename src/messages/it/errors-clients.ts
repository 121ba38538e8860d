/** What may be wrong with what an application asks. */
export const clientErrors = {
  body_unreadable: 'La richiesta non si legge: non è un JSON valido.',
  scope_not_registered: 'L’applicazione chiede più di quanto ha detto registrandosi.',
  redirect_uri_unknown: 'L’applicazione non ha registrato questo indirizzo di ritorno.',
  redirect_uri_invalid: 'Questo indirizzo di ritorno non va bene.',
  scope_unknown: 'Uno dei permessi richiesti non esiste.',
};
