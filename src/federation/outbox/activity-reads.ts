import { and, count, desc, eq, lt } from 'drizzle-orm';
import type { Queryable } from '../../domain/domain.ts';
import type { Id } from '../../platform/ids.ts';
import { activities } from './activity.table.ts';

type Activity = typeof activities.$inferSelect;

export async function activityById(db: Queryable, id: Id): Promise<Activity | undefined> {
  return (await db.select().from(activities).where(eq(activities.id, id)))[0];
}

/** What stands in an actor's outbox, newest first; `before` is the id of the last one seen. */
export async function listedActivities(
  db: Queryable,
  actorId: Id,
  limit: number,
  before?: Id,
): Promise<Activity[]> {
  return db
    .select()
    .from(activities)
    .where(
      and(
        eq(activities.actorId, actorId),
        eq(activities.listed, true),
        before === undefined ? undefined : lt(activities.id, before),
      ),
    )
    .orderBy(desc(activities.id))
    .limit(limit);
}

/** What an actor has said to everyone, by address and time, newest first; `before` is the id of the last one seen. */
export async function publicActivities(
  db: Queryable,
  actorId: Id,
  limit: number,
  before?: Id,
): Promise<Pick<Activity, 'id' | 'uri' | 'type' | 'publishedAt'>[]> {
  return db
    .select({
      id: activities.id,
      uri: activities.uri,
      type: activities.type,
      publishedAt: activities.publishedAt,
    })
    .from(activities)
    .where(
      and(
        eq(activities.actorId, actorId),
        eq(activities.public, true),
        before === undefined ? undefined : lt(activities.id, before),
      ),
    )
    .orderBy(desc(activities.id))
    .limit(limit);
}

export async function listedActivityCount(db: Queryable, actorId: Id): Promise<number> {
  const [row] = await db
    .select({ total: count() })
    .from(activities)
    .where(and(eq(activities.actorId, actorId), eq(activities.listed, true)));
  return row?.total ?? 0;
}
