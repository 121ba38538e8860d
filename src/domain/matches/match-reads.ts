import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Id } from '../../platform/ids.ts';
import type { Page } from '../../platform/pages.ts';
import { actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { type ProposalView, proposalsByIds } from '../proposals/catalogue.ts';
import { proposals } from '../proposals/proposal.table.ts';
import { type Match, matches } from './match.table.ts';

export interface MatchView {
  readonly match: Match;
  readonly request: ProposalView;
  readonly offer: ProposalView;
}

const request = alias(proposals, 'asked');
const offer = alias(proposals, 'offered');

/**
 * Matches of which both sides are still open and that nobody has set aside, newest first; `before` is the id of the last
 * one seen, and so is `next`.
 */
export async function openMatches(db: Queryable, limit: number, before?: Id): Promise<Page<MatchView>> {
  const rows = await db
    .select({ match: matches })
    .from(matches)
    .innerJoin(request, and(eq(request.postId, matches.requestId), eq(request.state, 'open')))
    .innerJoin(offer, and(eq(offer.postId, matches.offerId), eq(offer.state, 'open')))
    .where(
      and(
        isNull(matches.dismissedAt),
        eq(request.public, true),
        eq(offer.public, true),
        sql`NOT EXISTS (SELECT FROM ${actors} a WHERE a.id IN (${request.ownerId}, ${offer.ownerId}) AND (a.suspended_at IS NOT NULL OR (a.host IS NOT NULL AND NOT a.indexable)))`,
        before === undefined ? undefined : lt(matches.id, before),
      ),
    )
    .orderBy(desc(matches.id))
    .limit(limit + 1);
  const shown = rows.slice(0, limit);
  const views = await proposalsByIds(
    db,
    shown.flatMap(({ match }) => [match.requestId, match.offerId]),
  );
  const items = shown.flatMap(({ match }) => {
    const [asked, offered] = [views.get(match.requestId), views.get(match.offerId)];
    return asked === undefined || offered === undefined ? [] : [{ match, request: asked, offer: offered }];
  });
  return { items, next: rows.length > limit ? shown.at(-1)?.match.id : undefined };
}
