import { actorById } from '../../domain/actors/actor-reads.ts';
import { attendanceById } from '../../domain/events/attendance-reads.ts';
import { errorMessage } from '../../messages/messages.ts';
import { UserError } from '../../platform/errors.ts';
import { acceptJoin, joinActivity, leaveActivity, rejectJoin } from '../json/attendance-to-json.ts';
import { type Draft, privateDraft, type Telling } from './draft.ts';

/** What goes with the event of the domain: which Join it is about, when it was said, and why not. */
interface Told {
  readonly joinId?: string;
  readonly joinUri?: string;
  readonly at?: string;
  readonly refusal?: Pick<UserError, 'code' | 'params'>;
}

/** Tells an organiser elsewhere that one of ours comes, or no more; and those elsewhere who said yes what ours answers. */
export async function tellAttendance(telling: Telling): Promise<Draft[]> {
  const { federation, db, event, actor } = telling;
  const found = event.subjectId === null ? undefined : await attendanceById(db, event.subjectId);
  if (found === undefined || actor.host !== null) return [];
  const { attendance, attendee, post } = found;
  const { joinId, joinUri = '', at, refusal } = event.data as Told;
  const subjectId = attendance.id;
  if (actor.id === attendee.id) {
    const organiser = await actorById(db, post.actorId);
    if (organiser === undefined) return [];
    const isJoin = event.type === 'attendance-asked';
    const say = isJoin ? joinActivity : leaveActivity;
    const id = isJoin && joinId !== undefined ? joinId : federation.domain.ids();
    return privateDraft(telling, { id, actor, to: organiser, subjectId }, (envelope) =>
      say({ ...envelope, published: at === undefined ? envelope.published : new Date(at) }, post.uri),
    );
  }
  const join = { uri: joinUri, actor: attendee.uri, event: post.uri };
  const reason =
    refusal === undefined
      ? ''
      : errorMessage(new UserError('conflict', refusal.code, refusal.params), federation.locale);
  return privateDraft(telling, { id: federation.domain.ids(), actor, to: attendee, subjectId }, (envelope) =>
    event.type === 'attendance-accepted' ? acceptJoin(envelope, join) : rejectJoin(envelope, join, reason),
  );
}
