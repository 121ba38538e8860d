export const pactErrors = {
  price_list_empty: 'Scegli almeno un’offerta per il listino.',
  price_list_too_long: 'Un listino ha al massimo {max} voci.',
  lead_days_invalid: 'Scrivi i giorni di preavviso come numero intero, da 0 a 365.',
  too_many_parties: 'Un patto ha al massimo venti parti.',
  pact_ends_before_it_begins: 'Il patto finirebbe prima di cominciare.',
  supplier_unknown: 'Non conosciamo questo fornitore.',
  party_unknown:
    'Non conosciamo uno dei soggetti indicati. Di un altro distretto scrivi @nome@distretto.example.',
  pact_with_itself: 'Un patto vuole almeno due parti: un fornitore e un GAS.',
  offer_not_suppliers: 'Una delle offerte scelte non è di questo fornitore, o non è più aperta.',
  pact_unknown: 'Questo patto non c’è.',
  pact_changed: 'Il testo del patto è cambiato da quando l’hai letto: rileggilo prima di firmare.',
  pact_step_closed: 'Adesso non si può più: il patto è andato avanti.',
  pact_invalid: 'Questo patto non è scritto per intero.',
  pact_digest_wrong: 'Il testo di questo patto non è quello della sua impronta.',
};
