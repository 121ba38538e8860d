import { asc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { correspondentsOfAll } from '../accounts/account-reads.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Domain } from '../domain.ts';
import { writeLetters } from '../letters/write-letters.ts';
import { type Attendance, attendances } from './event.table.ts';
import { changesSince, knownEvent } from './event.ts';
import type { EventNews } from './event-news.ts';
import { type EventView, eventsByIds } from './event-reads.ts';

const BATCH = 50;

/**
 * Writes to those of ours who said yes to an event, here or elsewhere, what has become of it. Done a while after the
 * change, so that several changes in a row make one letter; each is told once.
 */
export async function writeToAttendees(domain: Domain): Promise<void> {
  while ((await domain.db.transaction((tx) => writeSome(tx, domain))) === BATCH);
}

async function writeSome(tx: Transaction, domain: Domain): Promise<number> {
  const rows = await tx
    .select({ attendance: attendances, attendee: actors })
    .from(attendances)
    .innerJoin(actors, eq(actors.id, attendances.actorId))
    .where(eq(attendances.toTell, true))
    .orderBy(asc(attendances.id))
    .limit(BATCH)
    .for('update', { of: attendances, skipLocked: true });
  if (rows.length === 0) return 0;
  const views = await eventsByIds(tx, [...new Set(rows.map(({ attendance }) => attendance.postId))]);
  const byId = new Map(views.map((view) => [view.post.id, view]));
  const news = rows.flatMap(({ attendance, attendee }) => {
    const contents = newsOf(domain, attendance, attendee, byId.get(attendance.postId));
    return contents === undefined ? [] : [{ attendance, contents }];
  });
  const settled = rows.map(({ attendance }) => {
    const view = byId.get(attendance.postId);
    const told = view === undefined ? attendance.told : knownEvent(view.post.title, view.event);
    return { ...attendance, toTell: false, told };
  });
  await tx
    .insert(attendances)
    .values(settled)
    .onConflictDoUpdate({ target: attendances.id, set: { toTell: false, told: sql`excluded.told` } });
  const readers = await correspondentsOfAll(tx, [
    ...new Set(news.map(({ attendance }) => attendance.actorId)),
  ]);
  const letters = news.flatMap(({ attendance, contents }) =>
    readers
      .filter(({ actorId }) => actorId === attendance.actorId)
      .map(({ email, locale }) => ({ kind: 'event-news' as const, email, locale, contents })),
  );
  await writeLetters(tx, domain, letters);
  return rows.length;
}

/** Undefined where there is nothing that they would want to know: those elsewhere hear it from their own server. */
function newsOf(
  { addresses, clock }: Domain,
  { state, known, told, note, postId }: Attendance,
  attendee: Actor,
  view: EventView | undefined,
): EventNews | undefined {
  if (attendee.host !== null || attendee.deletedAt !== null || state === 'left') return undefined;
  const before = told ?? known;
  const facts = { attendee: attendee.name, before, page: addresses.eventPage(postId) };
  if (view === undefined) {
    const page = `${addresses.origin}/partecipazioni`;
    return { ...facts, fate: 'withdrawn', title: before?.title ?? '', now: null, note: null, page };
  }
  const now = knownEvent(view.post.title, view.event);
  const title = now.title;
  if (state === 'refused') return { ...facts, fate: 'refused', title, now, note };
  if (now.cancelled) {
    const isKnown = told?.cancelled === true;
    return isKnown ? undefined : { ...facts, fate: 'cancelled', title, now, note: view.event.stateNote };
  }
  const isNews = view.event.endsAt > clock.now() && before !== null && changesSince(before, now).length > 0;
  return isNews ? { ...facts, fate: 'changed', title, now, note: null } : undefined;
}
