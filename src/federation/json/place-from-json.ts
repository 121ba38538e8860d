import { provinces } from '../../domain/places/places.ts';
import { plainLine } from '../../platform/html/plain-line.ts';
import type { JsonObject } from './context.ts';
import { coordinate, objectsOf, text } from './read.ts';

export interface ReadPlace {
  readonly comune: string | null;
  readonly province: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** The `location` of an actor or a post: a Place, perhaps with a PostalAddress. Coordinates come in pairs. */
export function readPlace(json: JsonObject): ReadPlace {
  const [place = {}] = objectsOf(json.location, 1);
  const [address = {}] = objectsOf(place.address, 1);
  const latitude = coordinate(place.latitude, 90);
  const longitude = coordinate(place.longitude, 180);
  const both = latitude !== undefined && longitude !== undefined;
  const country = line(address.addressCountry, 2)?.toUpperCase() ?? null;
  return {
    comune: line(address.addressLocality, 80) ?? line(place.name, 80) ?? null,
    ...provinceAndRegion(line(address.addressRegion, 80)),
    postalCode: line(address.postalCode, 12) ?? null,
    country: country !== null && /^[A-Z]{2}$/.test(country) ? country : null,
    latitude: both ? latitude : null,
    longitude: both ? longitude : null,
  };
}

/** `addressRegion` is a province's two letters in Italy and the name of a region elsewhere. */
function provinceAndRegion(written: string | undefined): Pick<ReadPlace, 'province' | 'region'> {
  const province = provinces().find(({ code }) => code === written?.toUpperCase());
  return province === undefined
    ? { province: null, region: written ?? null }
    : { province: province.code, region: province.region };
}

function line(value: JsonObject[string], max: number): string | undefined {
  return plainLine(text(value) ?? '', max) || undefined;
}
