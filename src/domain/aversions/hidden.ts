import { type SQL, sql } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';

/** A condition: the reader has neither blocked nor muted any of these actors, nor muted where they are. */
export function notHiddenFrom(readerId: Id | undefined, ...actorIds: readonly SQL[]): SQL {
  if (readerId === undefined) return sql`true`;
  const these = sql`(${sql.join([...actorIds], sql`, `)})`;
  return sql`(NOT EXISTS (SELECT 1 FROM aversions v WHERE v.owner_id = ${readerId}::bigint AND v.target_id IN ${these})
    AND NOT EXISTS (SELECT 1 FROM muted_hosts h JOIN actors o ON o.host = h.host
      WHERE h.owner_id = ${readerId}::bigint AND o.id IN ${these}))`;
}

/** A condition: this actor has not blocked the reader. */
export function notBlockedBy(actorId: SQL, readerId: SQL): SQL {
  return sql`NOT EXISTS (SELECT 1 FROM aversions v
    WHERE v.owner_id = ${actorId} AND v.target_id = ${readerId} AND v.kind = 'block')`;
}
