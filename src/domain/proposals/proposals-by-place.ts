import { desc, sql } from 'drizzle-orm';
import type { Queryable } from '../domain.ts';
import { type CatalogueFilter, matches, matching } from './catalogue.ts';
import { proposals } from './proposal.table.ts';

/** So many of the newest matches are counted: a map shows where there is much, not the last one of a million. */
export const PLACED = 20_000;

export interface ProposalsInPlace {
  readonly comune: string | null;
  readonly province: string | null;
  readonly offers: number;
  readonly requests: number;
}

/** How many open proposals that anyone may read there are in each comune; null for those that name none. */
export async function proposalsByPlace(db: Queryable, filter: CatalogueFilter): Promise<ProposalsInPlace[]> {
  const newest = matching(db, matches(filter))
    .orderBy(desc(proposals.publishedAt), desc(proposals.postId))
    .limit(PLACED)
    .as('newest');
  const requests = sql<number>`(count(*) FILTER (WHERE ${proposals.purpose} = 'request'))::int`;
  const offers = sql<number>`(count(*) FILTER (WHERE ${proposals.purpose} = 'offer'))::int`;
  return db
    .select({ comune: proposals.comune, province: proposals.province, offers, requests })
    .from(proposals)
    .innerJoin(newest, sql`${newest.id} = ${proposals.postId}`)
    .groupBy(proposals.comune, proposals.province);
}
