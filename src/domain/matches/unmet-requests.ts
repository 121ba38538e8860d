import { and, asc, eq, inArray, lt, notExists, sql } from 'drizzle-orm';
import type { Cursor } from '../../platform/pages.ts';
import { agreements } from '../agreements/agreement.table.ts';
import type { Queryable } from '../domain.ts';
import { matches, type ProposalView, selectProposals } from '../proposals/catalogue.ts';
import { proposals } from '../proposals/proposal.table.ts';

/** A request is unmet after so many days without an agreement. */
export const UNMET_DAYS = ['7', '14', '30', '90'] as const;

/**
 * Public requests still open, published before then, of which nobody here knows an agreement; who has waited longest
 * comes first.
 */
export async function unmetRequests(
  db: Queryable,
  publishedBefore: Date,
  limit: number,
  after?: Cursor,
): Promise<ProposalView[]> {
  const isMet = db
    .select({ id: agreements.id })
    .from(agreements)
    .where(
      and(eq(agreements.postId, proposals.postId), inArray(agreements.state, ['accepted', 'fulfilled'])),
    );
  return selectProposals(db)
    .where(
      and(
        matches({ purpose: 'request' }),
        lt(proposals.publishedAt, publishedBefore),
        notExists(isMet),
        after &&
          sql`(${proposals.publishedAt}, ${proposals.postId}) > (${sql.param(after.at, proposals.publishedAt)}, ${after.id}::bigint)`,
      ),
    )
    .orderBy(asc(proposals.publishedAt), asc(proposals.postId))
    .limit(limit);
}
