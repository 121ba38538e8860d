import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { actorById } from '../actors/actor-reads.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { type Post, posts } from '../posts/post.table.ts';
import { isForEveryone } from '../posts/visible-to.ts';
import { stateOf } from './attendance.ts';
import { type Attendance, attendances, type EventRow } from './event.table.ts';
import { knownEvent } from './event.ts';
import { changeSeats, refusalOf } from './seats.ts';
import { lockEvent } from './write-event.ts';

/**
 * One of ours says yes to an event, of ours or from elsewhere; said twice it counts once. Elsewhere the organiser answers.
 * @throws {UserError} `forbidden`, `not-found`, `conflict` where it is full, over, cancelled, or answered on another page
 */
export async function attend(domain: Domain, caller: Caller, actorId: Id, postId: Id): Promise<Attendance> {
  requireActingFor(caller, actorId);
  return domain.db.transaction(async (tx) => {
    const { post, event } = await lockAttendable(tx, actorId, postId);
    const before = await lockAttendance(tx, postId, actorId);
    if (before?.state === 'coming' || before?.state === 'asked') return before;
    const now = domain.clock.now();
    const refusal = refusalOf(event, now);
    if (refusal !== undefined) throw refusal;
    const joinId = domain.ids();
    const joinUri = domain.addresses.activity(joinId);
    // Later than the last word by at least a millisecond: readers elsewhere go by the latest.
    const joinedAt = new Date(Math.max(now.getTime(), (before?.leftAt?.getTime() ?? 0) + 1));
    const attendance = await saveAttendance(tx, {
      id: before?.id ?? domain.ids(),
      postId,
      actorId,
      joinUri,
      joinedAt,
      leftAt: before?.leftAt ?? null,
      answer: event.own ? 'coming' : 'asked',
      note: null,
      known: knownEvent(post.title, event),
      toTell: false,
      told: null,
    });
    if (event.own) await changeSeats(tx, event, 1);
    await recordEvent(tx, domain, caller, {
      type: 'attendance-asked',
      actorId,
      subjectId: attendance.id,
      data: { joinId, at: joinedAt.toISOString() },
    });
    return attendance;
  });
}

/**
 * One of ours takes its yes back; said twice it counts once.
 * @throws {UserError} `forbidden`, `not-found` where it never said yes
 */
export async function unattend(domain: Domain, caller: Caller, actorId: Id, postId: Id): Promise<Attendance> {
  requireActingFor(caller, actorId);
  return domain.db.transaction(async (tx) => {
    const [post] = await tx.select().from(posts).where(eq(posts.id, postId)).for('key share');
    const event = await lockEvent(tx, postId);
    const before = await lockAttendance(tx, postId, actorId);
    if (post === undefined || before?.joinedAt === null || before === undefined) {
      throw new UserError('not-found', 'attendance_unknown');
    }
    if (before.state === 'left') return before;
    const leftAt = new Date(Math.max(domain.clock.now().getTime(), before.joinedAt.getTime()));
    const attendance = await saveAttendance(tx, { ...before, leftAt });
    if (event?.own && before.state === 'coming') await changeSeats(tx, event, -1);
    await recordEvent(tx, domain, caller, {
      type: 'attendance-left',
      actorId,
      subjectId: before.id,
      data: { at: leftAt.toISOString() },
    });
    return attendance;
  });
}

/**
 * One of ours has seen what has changed since it said yes.
 * @throws {UserError} `forbidden`, `not-found`
 */
export async function acknowledgeChanges(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  postId: Id,
): Promise<void> {
  requireActingFor(caller, actorId);
  await domain.db.transaction(async (tx) => {
    const { post, event } = await lockAttendable(tx, actorId, postId);
    const before = await lockAttendance(tx, postId, actorId);
    if (before === undefined) throw new UserError('not-found', 'attendance_unknown');
    await saveAttendance(tx, { ...before, known: knownEvent(post.title, event) });
  });
}

/** An event that anyone may read, locked, with its post locked first as everywhere. */
async function lockAttendable(
  tx: Transaction,
  actorId: Id,
  postId: Id,
): Promise<{ post: Post; event: EventRow }> {
  const actor = await actorById(tx, actorId);
  if (actor === undefined || actor.host !== null || actor.deletedAt !== null) {
    throw new UserError('forbidden', 'not_your_member');
  }
  const [post] = await tx
    .select()
    .from(posts)
    .where(and(eq(posts.id, postId), eq(posts.kind, 'event')))
    .for('key share');
  const isOpen = isForEveryone(post);
  if (post === undefined || !isOpen) throw new UserError('not-found', 'event_unknown');
  const event = await lockEvent(tx, postId);
  if (event === undefined) throw new UserError('gone', 'post_gone');
  return { post, event };
}

export async function lockAttendance(
  tx: Transaction,
  postId: Id,
  actorId: Id,
): Promise<Attendance | undefined> {
  const [attendance] = await tx
    .select()
    .from(attendances)
    .where(and(eq(attendances.postId, postId), eq(attendances.actorId, actorId)))
    .for('update');
  return attendance;
}

/** Writes what is known of an attendance; the state follows. */
export async function saveAttendance(tx: Transaction, facts: Omit<Attendance, 'state'>): Promise<Attendance> {
  const attendance = { ...facts, state: stateOf(facts) };
  await tx
    .insert(attendances)
    .values(attendance)
    .onConflictDoUpdate({
      target: [attendances.postId, attendances.actorId],
      set: attendance,
    });
  return attendance;
}
