import { PURPOSES } from '../../domain/proposals/proposal.ts';
import { RETURNS } from '../../domain/proposals/returns.ts';
import { EXPIRES, type Facet, LOOKED_AT, ORDERS } from '../../domain/proposals/search.ts';
import { CATEGORY_SLUGS, categoryBySlug } from '../../domain/taxonomy/categories.ts';
import { KINDS } from '../../domain/taxonomy/kinds.ts';
import { SECTOR_SLUGS } from '../../domain/taxonomy/sectors.ts';
import { UNIT_CODES } from '../../domain/taxonomy/units.ts';
import { formatNumber } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import type { ProposalSearch } from '../proposal-search.ts';
import { type ProposalQuery, WITHIN } from '../query.ts';
import type { Reader } from '../reader.ts';
import { filterActions, input, SEARCHABLE_KINDS, select } from './filters.ts';
import { unitName } from './terms.ts';

type Choice = readonly [value: string, label: string];

/** The form of the catalogue: beside each choice how many there are of what was found. */
export function proposalFilters(
  reader: Reader,
  query: ProposalQuery,
  { counts, districts, sort }: ProposalSearch,
): SafeHtml {
  const { words, taxonomy, locale, web } = reader;
  const { filters } = words;
  const { search } = messages(locale);
  /** A choice that nothing is left of is not worth the reader's time, unless it is the one made. */
  const counted = (
    facet: Facet,
    chosen: string | undefined,
    choices: readonly (readonly [...Choice, key?: string])[],
  ): Choice[] =>
    choices.flatMap(([value, label, key = value]): Choice[] => {
      const count = counts.of(facet, key);
      if (count === 0 && value !== chosen) return [];
      return [[value, `${label} (${count >= LOOKED_AT ? '+' : ''}${formatNumber(String(count), locale)})`]];
    });
  const purposes = PURPOSES.map((one) => [one, one === 'offer' ? words.offers : words.requests] as const);
  const sectors = SECTOR_SLUGS.map((slug) => [slug, taxonomy.sectors[slug]] as const);
  const kinds = SEARCHABLE_KINDS.map(
    (kind) => [kind, taxonomy.kinds[kind].other, KINDS[kind].iri ?? ''] as const,
  );
  const categories = CATEGORY_SLUGS.map(
    (slug) => [slug, taxonomy.categories[slug], categoryBySlug(slug).iri] as const,
  ).sort(([, a], [, b]) => a.localeCompare(b, locale));
  const units = UNIT_CODES.map((code) => [code, unitName(code) || taxonomy.units[code].other] as const);
  const returns = RETURNS.map((one) => [one, search.returns[one]] as const);
  const groups = districts.map(({ id, name }) => [id, name] as const);
  const more = [
    query.category,
    query.unit,
    query.inReturn,
    query.expires,
    query.sort,
    web.role === 'district' ? query.district : undefined,
  ].some((value) => value !== undefined);
  const district = select(
    'district',
    search.district,
    search.anyDistrict,
    counted('group', query.district, groups),
    query.district,
  );
  return html`<search class="filters wide"><form method="get" action="/offerte" aria-label="${filters.title}">
${input('text', filters.text, filters.textHint, query.text)}
${select('purpose', filters.purpose, filters.bothPurposes, counted('purpose', query.purpose, purposes), query.purpose)}
${query.from && html`<input type="hidden" name="from" value="${query.from}">`}
${query.scoped && html`<input type="hidden" name="scoped" value="1">`}
${select('sector', filters.sector, filters.anySector, counted('sector', query.sector, sectors), query.sector)}
${web.role === 'network' && district}
${input('comune', filters.comune, filters.comuneHint, query.comune)}
${select(
  'within',
  search.within,
  search.onlyThere,
  WITHIN.map((km): Choice => [km, search.km(Number(km))]),
  query.within,
)}
<details class="more-filters"${more && html` open`}><summary>${search.more}</summary><div>
${select('category', search.category, search.anyCategory, counted('conformsTo', query.category, categories), query.category)}
${select('kind', filters.kind, filters.anyKind, counted('kind', query.kind, kinds), query.kind)}
${web.role === 'district' && district}
${select('inReturn', search.inReturn, search.anyReturn, counted('inReturn', query.inReturn, returns), query.inReturn)}
${select('unit', search.unit, search.anyUnit, counted('unit', query.unit, units), query.unit)}
${select(
  'expires',
  search.expires,
  search.anyExpiry,
  counted(
    'expires',
    query.expires,
    EXPIRES.map((days) => [days, search.days(Number(days))] as const),
  ),
  query.expires,
)}
${select(
  'sort',
  search.sort,
  search.orders[sort],
  ['date' as const, ...ORDERS].map((order): Choice => [order, search.orders[order]]),
  query.sort,
)}
</div></details>
${filterActions(reader, '/offerte', query)}
</form></search>`;
}

/** How many there are, and what was made of words that find nothing. */
export function resultHead(
  { locale }: Reader,
  query: ProposalQuery,
  { counts: { total }, respelt }: ProposalSearch,
): SafeHtml {
  const { search } = messages(locale);
  return html`${respelt !== undefined && html`<p class="notice" role="status">${search.respelt(query.text ?? '', respelt)}</p>`}
<p class="result-count" role="status">${search.found(formatNumber(String(total), locale), total >= LOOKED_AT)}</p>`;
}
