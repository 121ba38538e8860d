import { desc, eq, type SQL, sql } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import type { Queryable } from '../domain.ts';
import { positionOf } from '../places/position.ts';
import { type CatalogueFilter, matches, matching, type ProposalView, selectProposals } from './catalogue.ts';
import { proposals } from './proposal.table.ts';

/** Of so many of the newest matches the best are chosen, and the rest is counted. */
export const LOOKED_AT = 2_000;

export const ORDERS = ['relevance', 'distance'] as const;
export type Order = (typeof ORDERS)[number];

/**
 * What fits best first: by words (of `filter.text`; of more matches than {@link LOOKED_AT} the newest are ranked), or by
 * distance (from `filter.near`).
 */
export async function searchProposals(
  db: Queryable,
  filter: CatalogueFilter,
  order: Order,
  limit: number,
  offset = 0,
): Promise<ProposalView[]> {
  const best = order === 'relevance' ? byRelevance(filter.text ?? '') : byDistance(filter);
  const found = order === 'relevance' ? newestMatches(db, filter) : matching(db, matches(filter));
  const page = found.orderBy(best, desc(proposals.postId)).limit(limit).offset(offset).as('page');
  return selectProposals(db)
    .innerJoin(page, eq(page.id, proposals.postId))
    .orderBy(best, desc(proposals.postId));
}

/** To rank is to read every match: of frequent words only the newest are. */
function newestMatches(db: Queryable, filter: CatalogueFilter) {
  const newest = matching(db, matches(filter))
    .orderBy(desc(proposals.publishedAt), desc(proposals.postId))
    .limit(LOOKED_AT)
    .as('newest');
  return db
    .select({ id: proposals.postId })
    .from(proposals)
    .innerJoin(newest, eq(newest.id, proposals.postId));
}

function byRelevance(text: string): SQL {
  return sql`ts_rank(${proposals.search}, websearch_to_tsquery('italian_unaccented', ${text})) DESC`;
}

function byDistance({ near }: CatalogueFilter): SQL {
  if (near === undefined) return sql`${proposals.publishedAt} DESC`;
  return sql`${proposals.position} <-> ${positionOf(near.place)}::cube`;
}

/** How many matches have which value of what can be filtered by. */
export interface FacetCounts {
  /** At most {@link LOOKED_AT}: then there are more, and the newest of them were counted. */
  readonly total: number;
  readonly of: (facet: Facet, value: string) => number;
  /** The districts that the matches were published in. */
  readonly groupIds: readonly Id[];
}

export type Facet = 'purpose' | 'kind' | 'sector' | 'conformsTo' | 'unit' | 'inReturn' | 'group' | 'expires';

/** In how many days what ends is counted. */
export const EXPIRES = ['1', '7', '30'] as const;

export async function countFacets(db: Queryable, filter: CatalogueFilter, now: Date): Promise<FacetCounts> {
  const found = matching(db, matches(filter))
    .orderBy(desc(proposals.publishedAt), desc(proposals.postId))
    .limit(LOOKED_AT);
  const rows = await db.execute<{ facet: Facet | 'total'; value: string | null; count: number }>(sql`
    WITH found AS MATERIALIZED (
      SELECT p.purpose, p.sectors, p.conforms_to, p.unit, p.returns, p.group_id, p.expires_at, a.kind
      FROM (${found}) page JOIN proposals p ON p.post_id = page.post_id JOIN actors a ON a.id = p.owner_id)
    SELECT 'total' AS facet, NULL AS value, count(*)::int AS count FROM found
    UNION ALL SELECT 'purpose', purpose, count(*)::int FROM found GROUP BY 2
    UNION ALL SELECT 'kind', kind, count(*)::int FROM found GROUP BY 2
    UNION ALL SELECT 'conformsTo', conforms_to, count(*)::int FROM found GROUP BY 2
    UNION ALL SELECT 'unit', unit, count(*)::int FROM found GROUP BY 2
    UNION ALL SELECT 'group', group_id::text, count(*)::int FROM found GROUP BY 2
    UNION ALL SELECT 'expires', days::text, count(*)::int FROM found, unnest(string_to_array(${EXPIRES.join()}, ',')::int[]) AS days
      WHERE expires_at < ${now.toISOString()}::timestamptz + make_interval(days => days) GROUP BY 2
    UNION ALL SELECT 'sector', sector, count(*)::int FROM found, unnest(sectors) AS sector GROUP BY 2
    UNION ALL SELECT 'inReturn', one, count(*)::int FROM found, unnest(returns) AS one GROUP BY 2`);
  const counts = new Map(rows.map(({ facet, value, count }) => [`${facet} ${value}`, count]));
  return {
    total: counts.get('total null') ?? 0,
    of: (facet, value) => counts.get(`${facet} ${value}`) ?? 0,
    groupIds: rows.flatMap(({ facet, value }) => (facet === 'group' && value !== null ? [value] : [])),
  };
}
