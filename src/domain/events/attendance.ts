import type { Attendance } from './event.table.ts';

export type AttendanceState = Attendance['state'];

/**
 * The state that follows from what is known, in whatever order that came: of a yes and a no more the later one counts,
 * and the organiser's refusal of a yes is final for that one.
 */
export function stateOf({
  joinedAt,
  leftAt,
  answer,
}: Pick<Attendance, 'joinedAt' | 'leftAt' | 'answer'>): AttendanceState {
  if (joinedAt === null || (leftAt !== null && leftAt >= joinedAt)) return 'left';
  return answer;
}

/** A time that was told; a clock that is ahead says nothing of the future. */
export function toldTime(told: Date | undefined, now: Date): Date {
  return told !== undefined && told < now ? told : now;
}
