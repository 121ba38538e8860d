import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import { type EventRow, events } from './event.table.ts';

/** Why nobody (more) can say yes to an event here; undefined where one can. */
export function refusalOf(event: EventRow | undefined, now: Date): UserError | undefined {
  if (event === undefined) return new UserError('gone', 'post_gone');
  if (event.state === 'cancelled') return new UserError('conflict', 'event_cancelled');
  if (event.endsAt <= now) return new UserError('conflict', 'event_over');
  if (event.joinMode === 'external') return new UserError('conflict', 'event_joined_elsewhere');
  if (event.joinMode === 'none') return new UserError('conflict', 'event_without_attendance');
  // Elsewhere the organiser alone knows how many seats are left.
  const isFull = event.own && event.capacity !== null && event.attending >= event.capacity;
  return isFull ? new UserError('conflict', 'event_full', { capacity: event.capacity ?? 0 }) : undefined;
}

/** Counts who comes to an event of ours, which is locked. */
export async function changeSeats(tx: Transaction, event: EventRow, by: 1 | -1): Promise<void> {
  await tx
    .update(events)
    .set({ attending: sql`${events.attending} + ${by}` })
    .where(eq(events.postId, event.postId));
}
