import { DES } from './vocabulary.ts';

/** The thirteen sectors of solidarity economy in the law of Trento (l.p. 13/2010), as slugs. */
export const SECTOR_SLUGS = [
  'agroalimentare-bio',
  'commercio-equo',
  'welfare-di-comunita',
  'filiera-corta',
  'edilizia-sostenibile',
  'energia',
  'finanza-etica',
  'mobilita-sostenibile',
  'riuso-e-riciclo',
  'scambio-locale',
  'software-libero',
  'turismo-responsabile',
  'consumo-critico',
] as const;

export type SectorSlug = (typeof SECTOR_SLUGS)[number];

export interface Sector {
  readonly slug: SectorSlug;
  readonly iri: string;
}

export function sectorBySlug(slug: SectorSlug): Sector {
  return { slug, iri: DES + slug };
}

export function sectorByIri(iri: string): Sector | undefined {
  const slug = SECTOR_SLUGS.find((known) => DES + known === iri);
  return slug && sectorBySlug(slug);
}
