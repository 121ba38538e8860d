/**
 * The comuni of Italy, their provinces and regions. Names and ISTAT codes come from ISTAT, coordinates from
 * GeoNames (geonames.org, CC-BY 4.0): see NOTICE.md. The file is read once, when first needed.
 */
import { readFileSync } from 'node:fs';
import { aliases } from './aliases.ts';
import { placeKey } from './place-key.ts';

export interface Province {
  /** Two letters, as on number plates: "PO". */
  readonly code: string;
  readonly name: string;
  readonly region: string;
}

/** A position in degrees, WGS 84. */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

export interface Comune extends Partial<Coordinates> {
  /** Six digits. */
  readonly istat: string;
  readonly name: string;
  /** Two letters: "PO". */
  readonly province: string;
  readonly provinceName: string;
  readonly region: string;
  /** Where one code serves the whole comune and it is known. */
  readonly postalCode?: string;
  /** The name in the second language of a bilingual comune: "Bozen". */
  readonly alternateName?: string;
}

/** `province` is its two letters or its name. */
export type ComuneQuery = { readonly istat: string } | { readonly name: string; readonly province?: string };

/** comuni.json as config/taxonomy/build-comuni.ts writes it. */
interface ComuniFile {
  readonly provinces: readonly [code: string, name: string, region: string][];
  readonly comuni: readonly [
    istat: string,
    name: string,
    province: string,
    latitude: number | null,
    longitude: number | null,
    alternateName?: string,
  ][];
}

interface Gazetteer {
  readonly provinces: readonly Province[];
  readonly regions: readonly string[];
  readonly byIstat: ReadonlyMap<string, Comune>;
  readonly byName: ReadonlyMap<string, readonly Comune[]>;
  readonly byAlias: ReadonlyMap<string, readonly Comune[]>;
  /** Every name that a search may complete, in alphabetical order. */
  readonly searchable: readonly { readonly key: string; readonly comune: Comune }[];
}

let loaded: Gazetteer | undefined;

function gazetteer(): Gazetteer {
  loaded ??= readGazetteer();
  return loaded;
}

function readGazetteer(): Gazetteer {
  const file: ComuniFile = JSON.parse(readFileSync(new URL('comuni.json', import.meta.url), 'utf8'));
  const provinces = file.provinces.map(([code, name, region]) => ({ code, name, region }));
  const provinceByCode = new Map(provinces.map((province) => [province.code, province]));
  const byIstat = new Map<string, Comune>();
  const byName = new Map<string, Comune[]>();
  const byAlias = new Map<string, Comune[]>();

  for (const [istat, name, code, latitude, longitude, alternateName] of file.comuni) {
    const province = provinceByCode.get(code);
    if (!province) throw new Error(`comuni.json: ${istat} is in the unknown province ${code}`);
    const comune: Comune = {
      istat,
      name,
      province: code,
      provinceName: province.name,
      region: province.region,
      ...(latitude !== null && longitude !== null && { latitude, longitude }),
      ...(alternateName && { alternateName }),
    };
    byIstat.set(istat, comune);
    add(byName, name, comune);
    if (alternateName) add(byAlias, alternateName, comune);
  }
  for (const [alias, istat] of Object.entries(aliases)) {
    const comune = byIstat.get(istat);
    if (!comune) throw new Error(`${alias} is an alias of ${istat}, which is no comune`);
    add(byAlias, alias, comune);
  }
  const searchable = [...byName, ...byAlias]
    .flatMap(([key, comuni]) => comuni.map((comune) => ({ key, comune })))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const regions = [...new Set(provinces.map(({ region }) => region))];
  return { provinces, regions, byIstat, byName, byAlias, searchable };
}

function add(index: Map<string, Comune[]>, name: string, comune: Comune): void {
  const key = placeKey(name);
  const known = index.get(key);
  if (known) known.push(comune);
  else index.set(key, [comune]);
}

/** The comune of a code, or of a name (whatever its case and accents). A name that several share needs the province. */
export function findComune(query: ComuneQuery): Comune | undefined {
  if ('istat' in query) return comuneByIstat(query.istat);
  const key = placeKey(query.name);
  const inProvince = (comune: Comune) =>
    query.province === undefined ||
    [comune.province, comune.provinceName].some((name) => placeKey(name) === placeKey(query.province ?? ''));
  const { byName, byAlias } = gazetteer();
  const named = byName.get(key)?.filter(inProvince) ?? [];
  const candidates = named.length > 0 ? named : (byAlias.get(key)?.filter(inProvince) ?? []);
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** The comune that something says it is in; undefined where it says none, or none that we know. */
export function comuneOf(place: {
  readonly comune: string | null;
  readonly province: string | null;
}): Comune | undefined {
  const { comune: name, province } = place;
  if (name === null) return undefined;
  return findComune(province === null ? { name } : { name, province });
}

export function comuneByIstat(istat: string): Comune | undefined {
  return gazetteer().byIstat.get(istat);
}

/** The comuni that have a name beginning with `prefix`, the exact one first, then in alphabetical order. */
export function searchComuni(prefix: string, limit: number): Comune[] {
  const key = placeKey(prefix);
  if (key === '') return [];
  const found = new Set<Comune>();
  for (const entry of gazetteer().searchable) {
    if (found.size >= limit) break;
    if (entry.key.startsWith(key)) found.add(entry.comune);
  }
  return [...found];
}

/** The comuni of a province, by its two letters, in alphabetical order. */
export function provinceComuni(code: string): Comune[] {
  const comuni = [...gazetteer().byIstat.values()].filter(({ province }) => province === code);
  return comuni.sort((a, b) => a.name.localeCompare(b.name, 'it'));
}

export function provinces(): readonly Province[] {
  return gazetteer().provinces;
}

export function regions(): readonly string[] {
  return gazetteer().regions;
}

const EARTH_RADIUS_KM = 6371;

/** Kilometres between two positions, along a great circle; undefined where a position is unknown. */
export function distanceKm(a: Partial<Coordinates>, b: Partial<Coordinates>): number | undefined {
  if (a.latitude === undefined || a.longitude === undefined) return undefined;
  if (b.latitude === undefined || b.longitude === undefined) return undefined;
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const latitudes = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const longitudes = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const chord = latitudes + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * longitudes;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}
