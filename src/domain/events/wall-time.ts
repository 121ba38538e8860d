import { Temporal } from '@js-temporal/polyfill';
import { UserError } from '../../platform/errors.ts';

const DAY_FIRST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})[ T,]+(\d{1,2}):(\d{2})$/;
const YEAR_FIRST = /^(\d{4})-(\d{1,2})-(\d{1,2})[ T]+(\d{1,2}):(\d{2})(?::00)?$/;

/** Whether a name is one of IANA's time zones ("Europe/Rome"); offsets such as "+01:00" are none. */
export function isTimeZone(name: string): boolean {
  if (name.length > 60 || !/^[A-Z]/i.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/**
 * The moment at which clocks in the zone show this: "2026-12-12T18:00", "12/12/2026 18:00". An hour that comes twice, when
 * clocks go back, is the first one (RFC 5545, 3.3.5).
 * @throws {UserError} `invalid`, at the field, also for an hour that clocks skip
 */
export function readWallTime(text: string, zone: string, field: string): Date {
  const typed = text.trim();
  const [day, month, year, hour, minute] =
    DAY_FIRST.exec(typed)?.slice(1).map(Number) ?? yearFirst(typed) ?? [];
  if (year === undefined || year < 1990 || year > 2199) throw invalid(field);
  let wall: Temporal.PlainDateTime;
  try {
    wall = new Temporal.PlainDateTime(year, month ?? 0, day ?? 0, hour, minute);
  } catch {
    throw invalid(field);
  }
  const zoned = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (!zoned.toPlainDateTime().equals(wall)) {
    throw new UserError(
      'invalid',
      'time_skipped',
      { time: wall.toPlainTime().toString().slice(0, 5) },
      field,
    );
  }
  return new Date(zoned.epochMilliseconds);
}

/** What clocks in the zone show then, as forms have it: "2026-12-12T18:00". */
export function wallTime(moment: Date, zone: string): string {
  const instant = Temporal.Instant.fromEpochMilliseconds(moment.getTime());
  return instant.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
}

function yearFirst(text: string): number[] | undefined {
  const [year, month, day, ...time] = YEAR_FIRST.exec(text)?.slice(1).map(Number) ?? [];
  return year === undefined || month === undefined || day === undefined
    ? undefined
    : [day, month, year, ...time];
}

function invalid(field: string): UserError {
  return new UserError('invalid', 'wall_time_invalid', {}, field);
}
