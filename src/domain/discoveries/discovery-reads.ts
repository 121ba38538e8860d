import { and, asc, count, desc, eq, inArray } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { BOUNDS } from './discover.ts';
import { discoveries, sightings } from './discovery.table.ts';

/** A district or network that a search found, and who named it, where that is known here. */
export interface Found {
  readonly actor: Actor;
  readonly namedBy: Actor | null;
}

export interface Discovery {
  readonly id: string;
  readonly host: string;
  readonly startedAt: Date;
  readonly found: readonly Found[];
  readonly counts: Readonly<Partial<Record<(typeof sightings.$inferSelect)['state'], number>>>;
  /** Whether somebody is still to be asked. */
  readonly goesOn: boolean;
}

/** The search that is under way, or was the last one. */
export async function lastDiscovery(db: Queryable): Promise<Discovery | undefined> {
  const [row] = await db.select().from(discoveries).orderBy(desc(discoveries.id)).limit(1);
  if (row === undefined) return undefined;
  const naming = alias(actors, 'naming');
  const [found, states] = await Promise.all([
    db
      .select({ actor: actors, namedBy: naming })
      .from(sightings)
      .innerJoin(actors, eq(actors.id, sightings.actorId))
      .leftJoin(naming, eq(naming.uri, sightings.namedBy))
      .where(and(eq(sightings.discoveryId, row.id), inArray(sightings.state, ['found', 'reading'])))
      .orderBy(asc(sightings.depth), asc(actors.name))
      .limit(BOUNDS.hosts * BOUNDS.perHost),
    db
      .select({ state: sightings.state, total: count() })
      .from(sightings)
      .where(eq(sightings.discoveryId, row.id))
      .groupBy(sightings.state),
  ]);
  const counts = Object.fromEntries(states.map(({ state, total }) => [state, total]));
  return { ...row, found, counts, goesOn: (counts.waiting ?? 0) + (counts.reading ?? 0) > 0 };
}
