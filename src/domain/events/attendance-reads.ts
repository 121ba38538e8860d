import { and, desc, eq, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { type Post, posts } from '../posts/post.table.ts';
import { type Attendance, attendances } from './event.table.ts';
import { type ChangedPart, changesSince, knownEvent } from './event.ts';
import { type EventView, eventsByIds } from './event-reads.ts';

/** Somebody's yes, or no more, to an event; without the event where that is withdrawn. */
export interface AttendanceView {
  readonly attendance: Attendance;
  readonly attendee: Actor;
  readonly event: EventView | undefined;
  /** What has changed since they said yes, or last looked. */
  readonly changes: readonly ChangedPart[];
}

/** What these said yes to, the last one first; `before` is the id of the last one seen. */
export async function attendancesOf(
  db: Queryable,
  actorIds: readonly Id[],
  limit: number,
  before?: Id,
): Promise<AttendanceView[]> {
  if (actorIds.length === 0) return [];
  const rows = await db
    .select({ attendance: attendances, attendee: actors })
    .from(attendances)
    .innerJoin(actors, eq(actors.id, attendances.actorId))
    .where(
      and(
        inArray(attendances.actorId, [...actorIds]),
        isNotNull(attendances.joinedAt),
        before === undefined ? undefined : lt(attendances.id, before),
      ),
    )
    .orderBy(desc(attendances.id))
    .limit(limit);
  const views = await eventsByIds(db, [...new Set(rows.map(({ attendance }) => attendance.postId))]);
  const byId = new Map(views.map((view) => [view.post.id, view]));
  return rows.map(({ attendance, attendee }) => seen(attendance, attendee, byId.get(attendance.postId)));
}

/** What these say to one event. */
export async function attendancesAt(
  db: Queryable,
  view: EventView,
  actorIds: readonly Id[],
): Promise<AttendanceView[]> {
  if (actorIds.length === 0) return [];
  const rows = await db
    .select({ attendance: attendances, attendee: actors })
    .from(attendances)
    .innerJoin(actors, eq(actors.id, attendances.actorId))
    .where(and(eq(attendances.postId, view.post.id), inArray(attendances.actorId, [...actorIds])));
  return rows.map(({ attendance, attendee }) => seen(attendance, attendee, view));
}

function seen(attendance: Attendance, attendee: Actor, event: EventView | undefined): AttendanceView {
  const { known, state } = attendance;
  const isComing = state === 'coming' || state === 'asked';
  const changes =
    known === null || event === undefined || !isComing
      ? []
      : changesSince(known, knownEvent(event.post.title, event.event));
  return { attendance, attendee, event, changes };
}

/** Who comes, in the order in which they said so: for those who act for the organiser alone. */
export async function attendeesOf(db: Queryable, postId: Id, limit: number): Promise<Actor[]> {
  const rows = await db
    .select({ attendee: actors })
    .from(attendances)
    .innerJoin(actors, eq(actors.id, attendances.actorId))
    .where(and(eq(attendances.postId, postId), eq(attendances.state, 'coming')))
    .orderBy(attendances.id)
    .limit(limit);
  return rows.map(({ attendee }) => attendee);
}

/** The inboxes of those elsewhere who said yes, followers or not. */
export async function attendeeInboxes(db: Queryable, postId: Id): Promise<string[]> {
  const rows = await db
    .selectDistinct({ inbox: sql<string>`coalesce(${actors.sharedInbox}, ${actors.inbox})` })
    .from(attendances)
    .innerJoin(actors, eq(actors.id, attendances.actorId))
    .where(
      and(
        eq(attendances.postId, postId),
        inArray(attendances.state, ['coming', 'asked']),
        isNotNull(actors.host),
        isNull(actors.deletedAt),
        isNull(actors.suspendedAt),
      ),
    );
  return rows.map((row) => row.inbox);
}

export interface ToldAttendance {
  readonly attendance: Attendance;
  readonly attendee: Actor;
  readonly post: Post;
}

/** One attendance with its event's post, withdrawn or not: to be told of. */
export async function attendanceById(db: Queryable, id: Id): Promise<ToldAttendance | undefined> {
  const [found] = await db
    .select({ attendance: attendances, attendee: actors, post: posts })
    .from(attendances)
    .innerJoin(actors, eq(actors.id, attendances.actorId))
    .innerJoin(posts, eq(posts.id, attendances.postId))
    .where(eq(attendances.id, id));
  return found;
}
