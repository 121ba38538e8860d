/** What clients of the Mastodon API show of errors. */
export const mastodon = {
  errors: {
    token_invalid: 'L’accesso non vale più: accedi di nuovo.',
    token_missing: 'Per questo bisogna accedere.',
    scope_missing: 'L’applicazione non ha chiesto il permesso di fare questo.',
    person_missing: 'Per questo serve una persona, non solo un’applicazione.',
    not_found: 'Non c’è, o non c’è più.',
    too_large: 'È troppo grande.',
    too_many_streams: 'Ci sono già troppe finestre aperte.',
    bad_request: 'La richiesta non si capisce.',
    unexpected: 'Qualcosa è andato storto da noi: riprova tra poco.',
  },
};
