import { eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Actor } from '../actors/actor.table.ts';
import { remote } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { type Post, posts } from '../posts/post.table.ts';
import { isForgotten, remember } from '../posts/tombstones.ts';
import { isForEveryone } from '../posts/visible-to.ts';
import { lockAttendance, saveAttendance } from './attend.ts';
import { toldTime } from './attendance.ts';
import { type Attendance, attendances, events } from './event.table.ts';
import { changeSeats, refusalOf } from './seats.ts';
import { lockEvent } from './write-event.ts';

type Effect = 'taken' | 'ignored';

/** When it was said, as its activity tells; undefined where that tells nothing. */
type Told = Date | undefined;

/**
 * Somebody elsewhere says yes to an event of ours, and is answered. A yes that is older than another, or than their no more,
 * changes nothing; one that was taken back before it came is none.
 */
export async function receiveJoin(
  tx: Transaction,
  domain: Domain,
  actor: Actor,
  postUri: string,
  { uri: joinUri, told }: { readonly uri: string; readonly told: Told },
): Promise<Effect> {
  const post = await lockOwn(tx, postUri);
  if (post === undefined || (await isForgotten(tx, joinUri))) return 'ignored';
  const now = domain.clock.now();
  const event = await lockEvent(tx, post.id);
  const before = await lockAttendance(tx, post.id, actor.id);
  const joinedAt = toldTime(told, now);
  if (before?.joinedAt && joinedAt <= before.joinedAt) return 'ignored';
  const isSeated = before?.state === 'coming';
  const refusal = isSeated ? undefined : refusalOf(event, now);
  const attendance = await saveAttendance(tx, {
    id: before?.id ?? domain.ids(),
    postId: post.id,
    actorId: actor.id,
    joinUri,
    joinedAt,
    leftAt: before?.leftAt ?? null,
    answer: refusal === undefined ? 'coming' : 'refused',
    note: null,
    known: null,
    toTell: false,
    told: null,
  });
  if (attendance.state === 'left') return 'taken';
  if (attendance.state === 'coming' && !isSeated && event !== undefined) await changeSeats(tx, event, 1);
  await recordEvent(tx, domain, remote, {
    type: refusal === undefined ? 'attendance-accepted' : 'attendance-refused',
    actorId: post.actorId,
    subjectId: attendance.id,
    data: { joinUri, ...(refusal && { refusal: { code: refusal.code, params: refusal.params } }) },
  });
  return 'taken';
}

/** Somebody elsewhere comes no more, perhaps before we have seen that they would. */
export async function receiveLeave(
  tx: Transaction,
  domain: Domain,
  actor: Actor,
  postUri: string,
  told: Told,
): Promise<Effect> {
  const post = await lockOwn(tx, postUri);
  if (post === undefined) return 'ignored';
  const leftAt = toldTime(told, domain.clock.now());
  const event = await lockEvent(tx, post.id);
  const before = await lockAttendance(tx, post.id, actor.id);
  if (before?.leftAt && leftAt <= before.leftAt) return 'ignored';
  const fresh: Omit<Attendance, 'state'> = {
    id: domain.ids(),
    postId: post.id,
    actorId: actor.id,
    joinUri: null,
    joinedAt: null,
    leftAt,
    answer: 'asked',
    note: null,
    known: null,
    toTell: false,
    told: null,
  };
  const { state } = await saveAttendance(tx, before === undefined ? fresh : { ...before, leftAt });
  if (before?.state === 'coming' && state === 'left' && event !== undefined) await changeSeats(tx, event, -1);
  return 'taken';
}

/** Somebody elsewhere takes back their Join itself, as some servers do in place of a Leave. */
export async function receiveUndoJoin(
  tx: Transaction,
  domain: Domain,
  actor: Actor,
  joinUri: string,
): Promise<Effect> {
  const [found] = await tx
    .select({ actorId: attendances.actorId, joinedAt: attendances.joinedAt, uri: posts.uri })
    .from(attendances)
    .innerJoin(posts, eq(posts.id, attendances.postId))
    .where(eq(attendances.joinUri, joinUri));
  if (found === undefined) await remember(tx, domain, joinUri);
  else if (found.actorId !== actor.id) return 'ignored';
  // It ends this yes and no later one.
  else return receiveLeave(tx, domain, actor, found.uri, found.joinedAt ?? undefined);
  return 'taken';
}

/** The organiser elsewhere answers a Join of ours; a refusal, also one that follows a yes, is final for that Join. */
export async function receiveJoinAnswer(
  tx: Transaction,
  domain: Domain,
  organiser: Actor,
  joinUri: string,
  { said, note }: { readonly said: 'coming' | 'refused'; readonly note: string },
): Promise<Effect> {
  const [attendance] = await tx
    .select()
    .from(attendances)
    .where(eq(attendances.joinUri, joinUri))
    .for('update');
  if (attendance === undefined) return 'ignored';
  const [asked] = await tx
    .select({ authorId: posts.actorId, organiserUri: events.organiserUri, received: posts.received })
    .from(posts)
    .leftJoin(events, eq(events.postId, posts.id))
    .where(eq(posts.id, attendance.postId));
  const isOrganiser = asked?.authorId === organiser.id || asked?.organiserUri === organiser.uri;
  if (!isOrganiser || asked?.received === null || attendance.answer === 'refused') return 'ignored';
  const toTell = said === 'refused' || attendance.toTell;
  await saveAttendance(tx, { ...attendance, answer: said, note: note || null, toTell });
  if (said === 'refused') {
    await recordEvent(tx, domain, remote, {
      type: 'attendance-refused',
      actorId: asked?.authorId ?? organiser.id,
      subjectId: attendance.id,
      data: { joinUri },
    });
  }
  return 'taken';
}

/** A post of ours that anyone may read, locked against its withdrawal. */
async function lockOwn(tx: Transaction, uri: string): Promise<Post | undefined> {
  const [post] = await tx.select().from(posts).where(eq(posts.uri, uri)).for('key share');
  const isOpen = isForEveryone(post);
  return post?.kind === 'event' && post.received === null && isOpen ? post : undefined;
}
