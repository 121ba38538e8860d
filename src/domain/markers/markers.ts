import { eq, sql } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import { type Marker, markers } from './marker.table.ts';

export async function markersOf(db: Queryable, actorId: Id): Promise<Marker[]> {
  return db.select().from(markers).where(eq(markers.actorId, actorId));
}

/** @throws {UserError} `forbidden` */
export async function markRead(
  { db, clock }: Domain,
  caller: Caller,
  actorId: Id,
  timeline: Marker['timeline'],
  lastReadId: Id,
): Promise<Marker> {
  requireActingFor(caller, actorId);
  const updatedAt = clock.now();
  const [marker] = await db
    .insert(markers)
    .values({ actorId, timeline, lastReadId, version: 1, updatedAt })
    .onConflictDoUpdate({
      target: [markers.actorId, markers.timeline],
      set: { lastReadId, updatedAt, version: sql`${markers.version} + 1` },
    })
    .returning();
  if (marker === undefined) throw new Error('marker was not written');
  return marker;
}
