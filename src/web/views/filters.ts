import type { Actor } from '../../domain/actors/actor.table.ts';
import type { DirectoryCounts, DirectoryFacet } from '../../domain/members/directory-facets.ts';
import { KINDS, MEMBER_KINDS } from '../../domain/taxonomy/kinds.ts';
import { SECTOR_SLUGS } from '../../domain/taxonomy/sectors.ts';
import { formatNumber } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import { addressWith, type DirectoryQuery } from '../query.ts';
import type { Reader } from '../reader.ts';
import { icon } from './icons.ts';

/** A person has no kind of its own to search by: people show up under "anyone". */
export const SEARCHABLE_KINDS = MEMBER_KINDS.filter((kind) => kind !== 'person');

/** Beside each choice stands how many there are of those found; districts are there for a network alone. */
export function directoryFilters(
  reader: Reader,
  query: DirectoryQuery,
  { counts, districts }: { readonly counts: DirectoryCounts; readonly districts: readonly Actor[] },
): SafeHtml {
  const { words, taxonomy, locale } = reader;
  const { search } = messages(locale);
  const counted = (
    facet: DirectoryFacet,
    chosen: string | undefined,
    value: string,
    label: string,
    key = value,
  ) => {
    const count = counts.of(facet, key);
    if (count === 0 && value !== chosen) return [];
    return [[value, `${label} (${formatNumber(String(count), locale)})`] as const];
  };
  const kinds = SEARCHABLE_KINDS.flatMap((kind) =>
    counted('kind', query.kind, kind, taxonomy.kinds[kind].other, KINDS[kind].iri ?? ''),
  );
  const sectors = SECTOR_SLUGS.flatMap((slug) =>
    counted('sector', query.sector, slug, taxonomy.sectors[slug]),
  );
  const groups = districts.flatMap(({ id, name, uri }) => counted('group', query.district, id, name, uri));
  return html`<search class="filters"><form method="get" action="/soggetti" aria-label="${words.filters.title}">
${input('text', words.filters.text, words.filters.textHint, query.text)}
${select('sector', words.filters.sector, words.filters.anySector, sectors, query.sector)}
${select('kind', words.filters.kind, words.filters.anyKind, kinds, query.kind)}
${groups.length > 0 && select('district', search.district, search.anyDistrict, groups, query.district)}
${input('comune', words.filters.comune, words.filters.comuneHint, query.comune)}
${filterActions(reader, '/soggetti', query)}
</form></search>`;
}

export function filterActions({ words }: Reader, path: string, query: DirectoryQuery): SafeHtml {
  return html`<div class="filter-actions"><button class="button">${icon('search')}${words.filters.apply}</button>
${hasFilters(query) && html`<a class="button quiet" href="${path}">${words.filters.clear}</a>`}</div>`;
}

export function hasFilters({ after: _, ...filters }: DirectoryQuery): boolean {
  return Object.values(filters).some((value) => value !== undefined);
}

export function input(name: string, label: string, hint: string, value: string | undefined): SafeHtml {
  return html`<div class="field ${name}"><label for="f-${name}">${label}</label>
<input id="f-${name}" name="${name}" type="${name === 'text' ? 'search' : 'text'}" maxlength="80" value="${value}" placeholder="${hint}"></div>`;
}

export function select(
  name: string,
  label: string,
  any: string,
  options: readonly (readonly [value: string, label: string])[],
  chosen: string | undefined,
): SafeHtml {
  return html`<div class="field"><label for="f-${name}">${label}</label>
<select id="f-${name}" name="${name}"><option value="">${any}</option>
${options.map(([value, text]) => html`<option value="${value}"${value === chosen && html` selected`}>${text}</option>`)}
</select></div>`;
}

/** Everything, from here, from elsewhere: links, so that each has its address. */
export function fromTabs(
  reader: Reader,
  path: string,
  query: Readonly<Record<string, string | undefined>>,
): SafeHtml {
  const { words } = reader;
  const tabs = [
    [undefined, words.filters.all],
    ['here', words.filters.here],
    ['elsewhere', words.filters.elsewhere],
  ] as const;
  return html`<nav class="tabs" aria-label="${words.filters.from}"><ul>${tabs.map(
    ([from, label]) =>
      html`<li><a href="${addressWith(path, { ...query, from, after: undefined })}"${query.from === from && html` aria-current="true"`}>${label}</a></li>`,
  )}</ul></nav>`;
}
