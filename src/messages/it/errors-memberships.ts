/** What cannot be done about memberships, applications and the charter. */
export const membershipErrors = {
  reason_missing: 'Scrivi perché: chi ha chiesto ha diritto di saperlo.',
  takes_no_members:
    '{name} non accoglie adesioni: si aderisce a un distretto, a una rete o a un’associazione.',
  joins_itself: 'Non si può aderire a se stessi.',
  already_asked: 'L’adesione a {name} è già stata chiesta: aspetta la risposta.',
  already_member: 'L’adesione a {name} c’è già.',
  charter_not_accepted:
    'Per aderire a {name} si accetta la sua carta, nella versione di adesso: leggila e conferma.',
  membership_unknown: 'Questa adesione non c’è, o non riguarda questo soggetto.',
  membership_step_closed: 'Questo passo non si può (più) fare: nel frattempo è cambiato qualcosa.',
  charter_unchanged: 'Il testo è uguale a quello in vigore: non c’è niente di nuovo da pubblicare.',
  charter_changed_meanwhile:
    'Nel frattempo è stata pubblicata un’altra versione: guardala prima di scriverne una.',
  charter_file_unreadable: 'Il file {path} non c’è o non si può leggere.',
  charter_missing: 'Questo distretto non ha (ancora) una carta.',
  charter_version_unknown: 'Questa versione della carta non c’è.',
  application_unknown: 'Questa richiesta non c’è.',
  application_decided: 'A questa richiesta è già stata data una risposta.',
  applicant_is_person: 'Hai già un profilo: da qui si chiede per un’organizzazione.',
  group_unknown:
    'A questo indirizzo non risponde nessuno: controlla che sia come @distretto@altrove.example.',
};
