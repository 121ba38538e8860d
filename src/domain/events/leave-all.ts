import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import type { Domain } from '../domain.ts';
import { attendances, events } from './event.table.ts';

/** Somebody is gone: the seats that they had are free. */
export async function leaveAllEvents(tx: Transaction, domain: Domain, actorId: Id): Promise<void> {
  const theirs = and(eq(attendances.actorId, actorId), inArray(attendances.state, ['asked', 'coming']));
  const postIds = tx.select({ id: attendances.postId }).from(attendances).where(theirs);
  // Events are locked before attendances everywhere.
  await tx
    .select({ id: events.postId })
    .from(events)
    .where(inArray(events.postId, postIds))
    .orderBy(asc(events.postId))
    .for('update');
  const left = await tx
    .update(attendances)
    .set({ leftAt: domain.clock.now(), state: 'left', toTell: false })
    .where(theirs)
    .returning({ postId: attendances.postId, answer: attendances.answer });
  const seats = left.filter(({ answer }) => answer === 'coming').map(({ postId }) => postId);
  if (seats.length === 0) return;
  await tx
    .update(events)
    .set({ attending: sql`${events.attending} - 1` })
    .where(and(eq(events.own, true), inArray(events.postId, seats)));
}
