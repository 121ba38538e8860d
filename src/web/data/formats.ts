import type { Licence } from '../../domain/node/licences.ts';
import { csv } from '../csv.ts';
import type { DataSetName } from './data-sets.ts';
import { LINKED_CONTEXT, linked } from './linked.ts';
import type { Row } from './rows.ts';

export const FORMATS = ['json', 'csv', 'geojson', 'jsonld'] as const;
export type Format = (typeof FORMATS)[number];

export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  geojson: 'application/geo+json; charset=utf-8',
  jsonld: 'application/ld+json; charset=utf-8',
};

/**
 * `next` is the address of the page after it; in a table it is only in the header `Link`. Without a licence all rights
 * stay with those who wrote what is in the rows.
 */
export function writeRows(
  format: Format,
  name: DataSetName,
  columns: readonly string[],
  rows: readonly Row[],
  page: { readonly next: string | undefined; readonly licence: Licence | undefined },
): string {
  const licence = page.licence?.url ?? null;
  switch (format) {
    case 'json':
      return JSON.stringify({ licence, items: rows, next: page.next ?? null });
    case 'csv':
      return csv([columns, ...rows.map((row) => csvCells(columns, row))]);
    case 'geojson':
      return JSON.stringify({ type: 'FeatureCollection', licence, features: rows.map(feature) });
    case 'jsonld':
      return JSON.stringify({ ...LINKED_CONTEXT, '@graph': rows.map((row) => linked(name, row)) });
  }
}

export function csvCells(columns: readonly string[], row: Row): string[] {
  const values: Readonly<Record<string, unknown>> = row;
  return columns.map((column) => {
    const value = values[column] ?? '';
    return Array.isArray(value) ? value.join(' | ') : String(value);
  });
}

/** RFC 7946: what says no comune that we know has no geometry. */
export function feature(row: Row) {
  const { latitude = null, longitude = null } = 'latitude' in row ? row : {};
  const isPlaced = latitude !== null && longitude !== null;
  return {
    type: 'Feature',
    id: row.iri,
    geometry: isPlaced ? { type: 'Point', coordinates: [longitude, latitude] } : null,
    properties: row,
  };
}
