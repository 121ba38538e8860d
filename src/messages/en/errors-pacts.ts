import type { pactErrors as it } from '../it/errors-pacts.ts';

export const pactErrors: typeof it = {
  price_list_empty: 'Choose at least one offer for the price list.',
  price_list_too_long: 'A price list has {max} lines at the most.',
  lead_days_invalid: 'Write the days of notice as a whole number from 0 to 365.',
  too_many_parties: 'A pact has twenty parties at the most.',
  pact_ends_before_it_begins: 'The pact would end before it begins.',
  supplier_unknown: 'We do not know this supplier.',
  party_unknown: 'We do not know one of these members. Of another district, write @name@district.example.',
  pact_with_itself: 'A pact takes at least two parties: a supplier and a buying group.',
  offer_not_suppliers: 'One of the chosen offers is not this supplier’s, or is no longer open.',
  pact_unknown: 'There is no such pact.',
  pact_changed: 'The text of the pact has changed since you read it: read it again before you sign.',
  pact_step_closed: 'This can no longer be done: the pact has moved on.',
  pact_invalid: 'This pact is not written in full.',
  pact_digest_wrong: 'The text of this pact is not that of its fingerprint.',
};
