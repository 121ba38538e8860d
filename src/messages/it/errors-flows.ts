export const flowErrors = {
  year_invalid: 'Scrivi l’anno con quattro cifre, per esempio 2026.',
  match_unknown: 'Questo abbinamento non c’è più.',
  year_to_come: 'Quell’anno deve ancora venire.',
  assessment_empty: 'Rispondi almeno su un principio.',
  report_unknown: 'Di quell’anno non c’è un bilancio.',
  days_invalid: 'Scrivi i giorni come numero intero.',
  score_invalid: 'Scrivi principio=voto, con un voto da 0 a 4. I principi sono {principles}.',
  flows_of_districts_only:
    'Solo un distretto pubblica i suoi flussi: una rete mostra quelli dei suoi distretti.',
};
