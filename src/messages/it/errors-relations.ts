/** What may be wrong with how somebody stands to others, and with their filters and hashtags. */
export const relationErrors = {
  follow_blocked: 'Non è possibile seguire questo profilo.',
  report_unknown: 'Questa segnalazione non c’è, o non c’è più.',
  filter_unknown: 'Questo filtro non c’è, o non c’è più.',
  too_many_filters: 'Sono troppi: al massimo {max}.',
  tag_invalid: 'Un hashtag è fatto di lettere, numeri e trattini bassi.',
  too_many_tags: 'Segui già {max} hashtag: smetti di seguirne uno prima di aggiungerne un altro.',
  endorse_unfollowed: 'Si può mettere in evidenza solo chi si segue.',
  featured_tags_too_many: 'Sono già in evidenza {max} hashtag: togline uno prima di aggiungerne un altro.',
};
