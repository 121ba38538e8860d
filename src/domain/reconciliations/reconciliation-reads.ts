import { and, eq, inArray, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Domain, Queryable } from '../domain.ts';
import { events } from '../events/event.table.ts';
import { follows } from '../follows/follow.table.ts';
import { orders } from '../orders/order.table.ts';
import { posts } from '../posts/post.table.ts';
import { proposals } from '../proposals/proposal.table.ts';
import {
  type CollectionName,
  type Reconciliation,
  reconciledItems,
  reconciliations,
} from './reconciliation.table.ts';

/** How a followed group stands with us. */
export interface Standing {
  readonly run: Reconciliation;
  /** Differences that the run found, and how many of them are mended. */
  readonly found: number;
  readonly mended: number;
}

/** By the group's id; those that were never compared are left out. */
export async function standingsOf(db: Queryable, groupIds: readonly Id[]): Promise<Map<Id, Standing>> {
  if (groupIds.length === 0) return new Map();
  const rows = await db
    .select({
      run: reconciliations,
      found: sql<number>`count(${reconciledItems.difference})::int`,
      mended: sql<number>`(count(*) FILTER (WHERE ${reconciledItems.mended}))::int`,
    })
    .from(reconciliations)
    .leftJoin(reconciledItems, eq(reconciledItems.runId, reconciliations.runId))
    .where(inArray(reconciliations.groupId, [...groupIds]))
    .groupBy(reconciliations.groupId);
  return new Map(rows.map((row) => [row.run.groupId, row]));
}

const isFollowed = sql`EXISTS (SELECT 1 FROM ${follows} f JOIN ${actors} here ON here.id = f.follower_id
  WHERE f.followed_id = ${actors.id} AND f.state = 'accepted' AND here.host IS NULL)`;

/** Groups of other nodes that someone here follows, by id; `due`: those whose turn has come by then. */
export async function followedGroups(
  db: Queryable,
  { due }: { readonly due?: Date },
  limit: number,
  afterId: Id = '0',
): Promise<Actor[]> {
  const rows = await db
    .select({ actor: actors })
    .from(actors)
    .leftJoin(reconciliations, eq(reconciliations.groupId, actors.id))
    .where(
      and(
        eq(actors.type, 'Group'),
        isNotNull(actors.host),
        isNull(actors.deletedAt),
        isNull(actors.suspendedAt),
        sql`${actors.id} > ${afterId}::bigint`,
        due === undefined ? undefined : or(isNull(reconciliations.nextAt), lte(reconciliations.nextAt, due)),
        isFollowed,
      ),
    )
    .orderBy(actors.id)
    .limit(limit);
  return rows.map(({ actor }) => actor);
}

/** What is kept here of a collection of a group, and would stand in it. */
function heldOf(group: Actor, name: CollectionName, now: Date): SQL | undefined {
  const at = sql`${now.toISOString()}::timestamptz`;
  switch (name) {
    case 'offers':
      return sql`SELECT post_id FROM ${proposals} WHERE group_id = ${group.id} AND state = 'open' AND public AND NOT own
        UNION ALL SELECT post_id FROM ${orders} JOIN ${posts} ON ${posts.id} = post_id
          WHERE audience_id = ${group.id} AND state = 'open' AND public AND NOT own`;
    case 'upcomingEvents':
      return sql`SELECT post_id FROM ${events} WHERE group_id = ${group.id} AND ends_at > ${at} AND public AND NOT own`;
    case 'attestations':
      return sql`SELECT id FROM ${posts} WHERE actor_id = ${group.id} AND kind = 'attestation'
        AND visibility = 'public' AND received IS NOT NULL`;
    case 'changes':
      return undefined;
  }
}

/**
 * Notes what is kept here of a collection that the run has read to its end, and did not find in it; at most `limit`.
 * Only what the group's own server can answer for.
 */
export async function recordUnlisted(
  tx: Transaction,
  domain: Domain,
  run: Pick<Reconciliation, 'runId'>,
  group: Actor,
  name: CollectionName,
  limit: number,
): Promise<string[]> {
  const held = heldOf(group, name, domain.clock.now());
  if (held === undefined) return [];
  const rows = await tx.execute<{ uri: string }>(sql`
    INSERT INTO ${reconciledItems} (run_id, uri, difference)
    SELECT ${run.runId}::bigint, post.uri, 'unlisted' FROM ${posts} post
    JOIN ${actors} author ON author.id = post.actor_id
    WHERE post.id IN (${held}) AND post.deleted_at IS NULL AND author.host = ${group.host}
      AND NOT EXISTS (SELECT 1 FROM ${reconciledItems} item
        WHERE item.run_id = ${run.runId}::bigint AND item.uri = post.uri)
    LIMIT ${limit}
    RETURNING uri`);
  return rows.map(({ uri }) => uri);
}
