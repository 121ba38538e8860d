import { sql } from 'drizzle-orm';
import { htmlToText } from '../../platform/html/text.ts';
import { type Id, idAt } from '../../platform/ids.ts';
import { notHiddenFrom } from '../aversions/hidden.ts';
import type { Domain, Queryable } from '../domain.ts';
import type { ProposalView } from '../proposals/catalogue.ts';
import { MAX_ITEMS, type NewsItem, type SomeNews, WEEK_MS } from './alert.ts';

/** From when to when things came to be known here. */
export interface Span {
  readonly since: Date;
  readonly until: Date;
}

const TITLE_LENGTH = 80;
/** What is counted beyond those that are named. */
const COUNTED = 200;

/**
 * What is new for somebody: what their own district published, and what those that they follow did. What they published
 * themselves, what is over and whom they do not want to hear is left out.
 */
export async function newsSince(
  db: Queryable,
  domain: Pick<Domain, 'addresses'>,
  actorIds: readonly Id[],
  personId: Id,
  { since, until }: Span,
): Promise<{ readonly district: SomeNews; readonly followed: SomeNews }> {
  // Of whom somebody has just begun to follow, old things come too: those are no news.
  const early = new Date(since.getTime() - WEEK_MS);
  const own = sql`(SELECT jsonb_array_elements_text(${JSON.stringify(actorIds)}::jsonb)::bigint)`;
  const rows = await db.execute<{
    id: Id;
    kind: NewsItem['kind'];
    title: string | null;
    content: string;
    by: string;
    place: string | null;
    here: boolean;
  }>(sql`
    SELECT p.id::text, p.kind, p.title, p.content, a.name AS by, coalesce(q.comune, e.comune) AS place,
      p.received IS NULL AS here
    FROM posts p JOIN actors a ON a.id = p.actor_id
    LEFT JOIN proposals q ON q.post_id = p.id
    LEFT JOIN events e ON e.post_id = p.id
    LEFT JOIN orders o ON o.post_id = p.id
    WHERE p.id > ${idAt(since)}::bigint AND p.id <= ${idAt(until)}::bigint
      AND p.deleted_at IS NULL AND p.visibility IN ('public', 'scoped') AND p.in_reply_to IS NULL
      AND p.published_at > ${early.toISOString()}::timestamptz
      AND p.kind IN ('proposal', 'announcement', 'event', 'order')
      AND a.deleted_at IS NULL AND a.suspended_at IS NULL
      AND (q.post_id IS NULL OR q.state = 'open') AND (o.post_id IS NULL OR o.state = 'open')
      AND (e.post_id IS NULL OR (e.state = 'confirmed' AND e.ends_at > ${until.toISOString()}::timestamptz))
      AND p.actor_id NOT IN ${own} AND ${notHiddenFrom(personId, sql`p.actor_id`)}
      AND (p.received IS NULL
        OR EXISTS (SELECT 1 FROM home_entries h WHERE h.post_id = p.id AND h.owner_id IN ${own}))
    ORDER BY p.id DESC LIMIT ${2 * COUNTED}`);
  const page = {
    proposal: domain.addresses.proposalPage,
    announcement: domain.addresses.announcementPage,
    event: domain.addresses.eventPage,
    order: domain.addresses.orderPage,
  };
  const some = (here: boolean): SomeNews => {
    const found = rows.filter((row) => row.here === here);
    const items = found.slice(0, MAX_ITEMS).map(({ id, kind, title, content, by, place }) => {
      return { kind, title: title ?? titleIn(content), by, place, url: page[kind](id) };
    });
    return { items, more: found.length - items.length };
  };
  return { district: some(true), followed: some(false) };
}

/** The same of proposals that a search found. */
export function newsOf(domain: Pick<Domain, 'addresses'>, views: readonly ProposalView[]): SomeNews {
  const items = views.slice(0, MAX_ITEMS).map(({ post, proposal, owner }) => ({
    kind: 'proposal' as const,
    title: post.title ?? titleIn(post.content),
    by: owner.name,
    place: proposal.comune,
    url: domain.addresses.proposalPage(post.id),
  }));
  return { items, more: views.length - items.length };
}

function titleIn(content: string): string {
  return htmlToText(content).replace(/\s+/g, ' ').slice(0, TITLE_LENGTH);
}
