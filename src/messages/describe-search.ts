import type { SearchQuery } from '../domain/alerts/alert.ts';
import { RETURNS, type Return } from '../domain/proposals/returns.ts';
import { CATEGORY_SLUGS } from '../domain/taxonomy/categories.ts';
import { MEMBER_KINDS } from '../domain/taxonomy/kinds.ts';
import { SECTOR_SLUGS } from '../domain/taxonomy/sectors.ts';
import { UNIT_CODES } from '../domain/taxonomy/units.ts';
import type { alerts } from './it/alerts.ts';
import type { taxonomy } from './it/taxonomy.ts';

/** A search of the catalogue in words: "zucche, offerte, entro 20 km da Prato". */
export function describeSearch(
  query: SearchQuery,
  words: typeof alerts.describe,
  { sectors, kinds, categories, units }: typeof taxonomy,
  returns: Readonly<Record<Return, string>>,
): string {
  const { text, purpose, sector, category, kind, unit, comune, within, from, district, inReturn } = query;
  const known = <T extends string>(all: readonly T[], value: string | undefined) =>
    all.find((one) => one === value);
  const [isSector, isKind] = [known(SECTOR_SLUGS, sector), known(MEMBER_KINDS, kind)];
  const isReturn = known(RETURNS, inReturn);
  const [isCategory, isUnit] = [known(CATEGORY_SLUGS, category), known(UNIT_CODES, unit)];
  const parts = [
    text && `«${text}»`,
    purpose === 'offer' || purpose === 'request' ? words[purpose] : undefined,
    isSector && sectors[isSector],
    isCategory && categories[isCategory],
    isKind && kinds[isKind].other,
    isUnit && units[isUnit].other,
    isReturn && returns[isReturn],
    comune && (within === undefined ? words.in(comune) : words.within(within, comune)),
    from === 'here' || from === 'elsewhere' ? words[from] : undefined,
    district && words.district,
  ].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? words.all : parts.join(', ');
}
