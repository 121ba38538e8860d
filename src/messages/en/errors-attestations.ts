import type { attestationErrors as it } from '../it/errors-attestations.ts';

export const attestationErrors: typeof it = {
  visitor_role_unknown: 'Choose in what role: producer, technician, consumer or other.',
  visitor_unreadable: 'Write who visited like this: "Name, role, territory".',
  visitors_missing: 'Name at least one person who visited, with the territory they come from.',
  too_many_visitors: 'Ten visitors at most.',
  valid_until_before_visit: 'It would expire before the visit.',
  visit_in_future: 'The visit must have taken place.',
  attestation_unknown: 'There is no such attestation, or not any more.',
  attestation_revoked_already: 'This attestation has been revoked already.',
  attestation_invalid: 'This attestation is not written in full.',
  attestation_unproven: 'The signature of this attestation is not by whoever is said to have written it.',
};
