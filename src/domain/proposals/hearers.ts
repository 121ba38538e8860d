import { and, asc, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { nodeActors } from '../node/node-reads.ts';
import { KINDS } from '../taxonomy/kinds.ts';
import { hearers } from './hearer.table.ts';
import type { Scope } from './scope.ts';

/**
 * The groups elsewhere whose members may see what is published here in a scope. `network`: the networks that ours
 * belongs to, and the districts and networks in them or in ours, where both sides say so. `region`: of those, and of
 * the ones that ours follows, such as are in the same region: to claim a place is not enough to be told.
 */
export async function groupsWithin(db: Queryable, scope: Scope): Promise<Id[]> {
  if (scope === 'district' || scope === 'fediverse') return [];
  const { group } = await nodeActors(db);
  if (scope === 'region' && group.region === null) return [];
  const rows = await db
    .select({ id: actors.id })
    .from(actors)
    .where(
      and(
        eq(actors.type, 'Group'),
        inArray(actors.kind, [KINDS.district.iri, KINDS.network.iri]),
        isNotNull(actors.host),
        isNull(actors.deletedAt),
        isNull(actors.suspendedAt),
        scope === 'network'
          ? inNetworkOf(group)
          : sql`${actors.region} = ${group.region} AND (${inNetworkOf(group)} OR ${followedBy(group)})`,
      ),
    )
    .orderBy(asc(actors.id));
  return rows.map(({ id }) => id);
}

/** A tie counts where the group lists the subject and the subject says that it belongs. */
function inNetworkOf({ id, uri, memberOf }: Actor): SQL {
  const joined = sql`SELECT n.id FROM actors n JOIN memberships m ON m.group_id = n.id
    WHERE m.member_id = ${id} AND m.state = 'admitted' AND n.uri = ANY(${sql.param(memberOf, actors.memberOf)})
      AND n.kind = ${KINDS.network.iri}`;
  return sql`(${actors.id} IN (${joined})
    OR EXISTS (SELECT 1 FROM affiliations a JOIN actors n ON n.id = a.group_id
      WHERE a.member_uri = ${actors.uri} AND a.listed AND n.id IN (${joined})
        AND ${actors.memberOf} @> ARRAY[n.uri])
    OR (${actors.memberOf} @> ARRAY[${uri}] AND EXISTS (SELECT 1 FROM memberships m
      WHERE m.member_id = ${actors.id} AND m.group_id = ${id} AND m.state = 'admitted')))`;
}

function followedBy({ id }: Actor): SQL {
  return sql`EXISTS (SELECT 1 FROM follows f
    WHERE f.follower_id = ${id} AND f.followed_id = ${actors.id} AND f.state = 'accepted')`;
}

/** The groups that were given a post by name. */
export async function hearersOf(db: Queryable, postId: Id): Promise<Actor[]> {
  const rows = await db
    .select({ actor: actors })
    .from(hearers)
    .innerJoin(actors, eq(actors.id, hearers.groupId))
    .where(and(eq(hearers.postId, postId), isNull(actors.deletedAt)))
    .orderBy(asc(actors.id));
  return rows.map(({ actor }) => actor);
}

/** Writes down who is to hear of a post from now on; returns who came, and who is to forget it. */
export async function setHearers(
  tx: Transaction,
  postId: Id,
  groupIds: readonly Id[],
): Promise<{ readonly gained: Id[]; readonly lost: Id[] }> {
  const before = await tx.select({ id: hearers.groupId }).from(hearers).where(eq(hearers.postId, postId));
  const known = new Set(before.map(({ id }) => id));
  const gained = groupIds.filter((id) => !known.has(id));
  const lost = [...known].filter((id) => !groupIds.includes(id));
  if (lost.length > 0) {
    await tx.delete(hearers).where(and(eq(hearers.postId, postId), inArray(hearers.groupId, lost)));
  }
  if (gained.length > 0) await tx.insert(hearers).values(gained.map((groupId) => ({ postId, groupId })));
  return { gained, lost };
}
