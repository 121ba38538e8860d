import type { Actor } from '../domain/actors/actor.table.ts';
import { actorsByIds } from '../domain/actors/actor-reads.ts';
import type { Domain } from '../domain/domain.ts';
import type { Coordinates } from '../domain/places/places.ts';
import {
  type CatalogueFilter,
  catalogue,
  openProposalCount,
  type ProposalView,
  proposalCursor,
} from '../domain/proposals/catalogue.ts';
import {
  countFacets,
  type FacetCounts,
  LOOKED_AT,
  type Order,
  searchProposals,
} from '../domain/proposals/search.ts';
import { respell } from '../domain/proposals/search-words.ts';
import { categoryBySlug } from '../domain/taxonomy/categories.ts';
import { KINDS } from '../domain/taxonomy/kinds.ts';
import { UserError } from '../platform/errors.ts';
import { type Page, pageOf, readCursor } from '../platform/pages.ts';
import { comuneNamed, PAGE_SIZE, type ProposalQuery } from './query.ts';

const DAY_MS = 86_400_000;

/** What a search of the catalogue came to. */
export interface ProposalSearch {
  readonly page: Page<ProposalView>;
  readonly counts: FacetCounts;
  /** The districts that there is something from. */
  readonly districts: readonly Actor[];
  readonly sort: Order | 'date';
  /** From where distances are counted. */
  readonly place: Coordinates | undefined;
  /** What was searched for in place of words that find nothing. */
  readonly respelt: string | undefined;
}

export async function searchCatalogue(domain: Domain, query: ProposalQuery): Promise<ProposalSearch> {
  const { db } = domain;
  const respelt = query.text === undefined ? undefined : await respell(db, query.text);
  const asked = respelt === undefined ? query : { ...query, text: respelt };
  const { filter, place } = filterOf(domain, asked);
  const sort = sortOf(asked, filter);
  const [page, counts] = await Promise.all([
    pageFor(domain, asked, filter, sort),
    countFacets(db, filter, domain.clock.now()),
  ]);
  const ids = [...new Set([...counts.groupIds, ...(query.district === undefined ? [] : [query.district])])];
  const districts = await actorsByIds(db, ids);
  return { page, counts, districts, sort, place, respelt };
}

/** How many of what is kept to some districts a search finds; up to {@link LOOKED_AT}. */
export async function scopedCount(domain: Domain, query: ProposalQuery): Promise<number> {
  return openProposalCount(domain.db, { ...filterOf(domain, query).filter, scoped: true }, LOOKED_AT);
}

/** What of the catalogue's address can be saved: not where a page begins, nor what is over soon. */
export function searchIn({ after: _, sort: __, expires: ___, scoped: ____, ...query }: ProposalQuery) {
  return query;
}

/** @throws {UserError} `invalid` for a distance from a place that is not known */
export function filterOf(
  domain: Domain,
  query: ProposalQuery,
): { filter: CatalogueFilter; place: Coordinates | undefined } {
  const { purpose, kind, sector, category, unit, inReturn, district, within, expires, text, from } = query;
  const comune = query.comune === undefined ? undefined : comuneNamed(query.comune);
  const { latitude, longitude } = comune ?? {};
  const place = latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
  if (within !== undefined && place === undefined)
    throw new UserError('invalid', 'place_unknown', {}, 'comune');
  const filter: CatalogueFilter = {
    purpose,
    sector,
    unit,
    inReturn,
    text,
    from,
    groupId: district,
    ...(query.scoped !== undefined && { scoped: true }),
    kind: kind && (KINDS[kind].iri ?? undefined),
    conformsTo: category && categoryBySlug(category).iri,
    expiresBefore: expires && new Date(domain.clock.now().getTime() + Number(expires) * DAY_MS),
    ...(within === undefined || place === undefined
      ? { comune: comune?.name ?? query.comune }
      : { near: { place, km: Number(within) } }),
  };
  return { filter, place };
}

function sortOf({ sort, text }: ProposalQuery, { near }: CatalogueFilter): Order | 'date' {
  if (sort === 'distance') return near === undefined ? 'date' : sort;
  if (sort === 'relevance') return text === undefined ? 'date' : sort;
  return sort ?? (near !== undefined ? 'distance' : text !== undefined ? 'relevance' : 'date');
}

/** By date a page begins after the last one's end; by what fits best, after so many. */
async function pageFor(
  { db }: Domain,
  { after }: ProposalQuery,
  filter: CatalogueFilter,
  sort: Order | 'date',
): Promise<Page<ProposalView>> {
  if (sort === 'date') {
    const rows = await catalogue(db, filter, PAGE_SIZE + 1, readCursor(after));
    return pageOf(rows, PAGE_SIZE, proposalCursor);
  }
  const offset = readOffset(after);
  const rows = await searchProposals(db, filter, sort, PAGE_SIZE + 1, offset);
  const next = offset + PAGE_SIZE;
  return {
    items: rows.slice(0, PAGE_SIZE),
    next: rows.length > PAGE_SIZE && next < LOOKED_AT ? String(next) : undefined,
  };
}

/** @throws {UserError} `invalid` */
function readOffset(after: string | undefined): number {
  if (after === undefined) return 0;
  if (!/^\d{1,4}$/.test(after) || Number(after) >= LOOKED_AT) {
    throw new UserError('invalid', 'invalid_cursor', {}, 'after');
  }
  return Number(after);
}
