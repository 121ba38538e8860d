import { type SQL, sql } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';

/** A condition: the reader has neither blocked nor muted any of these actors. */
export function notHiddenFrom(readerId: Id | undefined, ...actorIds: readonly SQL[]): SQL {
  if (readerId === undefined) return sql`true`;
  return sql`NOT EXISTS (SELECT 1 FROM aversions v WHERE v.owner_id = ${readerId}::bigint
    AND v.target_id IN (${sql.join([...actorIds], sql`, `)}))`;
}

/** A condition: this actor has not blocked the reader. */
export function notBlockedBy(actorId: SQL, readerId: SQL): SQL {
  return sql`NOT EXISTS (SELECT 1 FROM aversions v
    WHERE v.owner_id = ${actorId} AND v.target_id = ${readerId} AND v.kind = 'block')`;
}
