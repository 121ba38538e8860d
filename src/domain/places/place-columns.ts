import { doublePrecision, text } from 'drizzle-orm/pg-core';
import type { Comune } from './places.ts';

/** Where something is, in a table of its own kind. */
export const placeColumns = () => ({
  comune: text('comune'),
  /** Two letters: "PO". */
  province: text('province'),
  region: text('region'),
  postalCode: text('postal_code'),
  country: text('country'),
  latitude: doublePrecision('latitude'),
  longitude: doublePrecision('longitude'),
});

/** What those columns hold of a comune, or of none. */
export function placeFacts(comune: Comune | undefined) {
  return {
    comune: comune?.name ?? null,
    province: comune?.province ?? null,
    region: comune?.region ?? null,
    postalCode: comune?.postalCode ?? null,
    country: comune === undefined ? null : 'IT',
    latitude: comune?.latitude ?? null,
    longitude: comune?.longitude ?? null,
  };
}
