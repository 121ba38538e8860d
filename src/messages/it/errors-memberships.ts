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
};
