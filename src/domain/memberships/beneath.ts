import { type SQL, sql } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import { actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { KINDS } from '../taxonomy/kinds.ts';
import { affiliations, memberships } from './membership.table.ts';

/** Networks within networks, so deep: a region, a nation, a continent, and some more. */
const DEPTH = 6;
const MOST = 10_000;
/** Subjects whose word is missing, so many at a time. */
const MOST_ASKED = 500;

const NETWORK = KINDS.network.iri;
const isThere = sql`a.host IS NOT NULL AND a.deleted_at IS NULL AND a.suspended_at IS NULL`;

/**
 * Who belongs to a group of ours, and, where that is a network, the districts and networks that belong to networks among
 * them, as both sides say. Each stands in it once for each depth: circles end.
 */
function beneath(groupId: Id): SQL {
  return sql`beneath (id, uri, host, is_network, depth) AS (
    SELECT a.id, a.uri, a.host, a.kind = ${NETWORK} AND EXISTS (
      SELECT 1 FROM ${actors} own WHERE own.id = ${groupId} AND own.kind = ${NETWORK}), 1
    FROM ${memberships} m JOIN ${actors} a ON a.id = m.member_id
    WHERE m.group_id = ${groupId} AND m.state = 'admitted' AND ${isThere}
    UNION
    SELECT a.id, a.uri, a.host, a.kind = ${NETWORK}, b.depth + 1
    FROM beneath b JOIN ${affiliations} f ON f.group_id = b.id AND f.listed
    JOIN ${actors} a ON a.uri = f.member_uri
    WHERE b.is_network AND b.depth < ${DEPTH} AND ${isThere} AND a.indexable
      AND a.kind IN (${NETWORK}, ${KINDS.district.iri}) AND a.member_of @> ARRAY[b.uri])`;
}

export interface Beneath {
  readonly id: Id;
  readonly host: string;
}

/** All of them, each once; see {@link beneath}. */
export async function allBeneath(db: Queryable, groupId: Id): Promise<Beneath[]> {
  return db.execute<{ id: Id; host: string }>(sql`
    WITH RECURSIVE ${beneath(groupId)}
    SELECT DISTINCT id::text, host FROM beneath ORDER BY id LIMIT ${MOST}`);
}

/**
 * The subjects that a network beneath names and that are not known, or do not say so themselves: they are to be asked.
 * One that was asked is asked again after as long as it has gone unconfirmed.
 */
export async function unconfirmedBeneath(db: Queryable, groupId: Id, now: Date): Promise<string[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const rows = await db.execute<{ uri: string }>(sql`
    WITH RECURSIVE ${beneath(groupId)}
    SELECT DISTINCT f.member_uri AS uri
    FROM beneath b JOIN ${affiliations} f ON f.group_id = b.id AND f.listed
    LEFT JOIN ${actors} a ON a.uri = f.member_uri
    WHERE b.is_network AND b.depth < ${DEPTH}
      AND (a.id IS NULL OR (a.type = 'Group' AND ${isThere} AND NOT a.member_of @> ARRAY[b.uri]))
      AND (f.asked_at IS NULL OR f.asked_at + GREATEST(interval '5 seconds', f.asked_at - f.said_at) < ${at})
    LIMIT ${MOST_ASKED}`);
  return rows.map(({ uri }) => uri);
}
