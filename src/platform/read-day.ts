import { UserError } from './errors.ts';

const DAY_FIRST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T,]+(\d{1,2}):(\d{2}))?$/;
const YEAR_FIRST = /^(\d{4})-(\d{2})-(\d{2})(?:[ T]+(\d{1,2}):(\d{2}))?$/;

/**
 * Reads "31/12/2026" or "2026-12-31" as the last second of that day in Italy, and either with an hour ("31/12/2026
 * 18:30") as that moment in Italy. @throws {UserError} `invalid`, at the field
 */
export function readDay(text: string, field: string): Date {
  const [, day, month, year, hour, minute] = DAY_FIRST.exec(text.trim()) ?? yearFirst(text.trim()) ?? [];
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour ?? 23),
    Number(minute ?? 59),
  );
  // Date.UTC takes 31/02 for a day in March, and 25:00 for one o'clock of the next day.
  const read = Number.isNaN(wall) ? undefined : new Date(wall);
  if (
    read?.getUTCDate() !== Number(day) ||
    read.getUTCMonth() + 1 !== Number(month) ||
    Number(minute ?? 0) > 59
  )
    throw new UserError('invalid', 'day_invalid', {}, field);
  return inItaly(wall + (hour === undefined ? 59_000 : 0));
}

function yearFirst(text: string): (string | undefined)[] | undefined {
  const found = YEAR_FIRST.exec(text);
  return found === null ? undefined : [found[0], found[3], found[2], found[1], found[4], found[5]];
}

/** The instant at which the clocks in Italy show this, given as if it were UTC. */
function inItaly(wall: number): Date {
  // The offset is asked of the instant itself, which near a change of the hour is not the first guess.
  const guess = wall - offsetInItaly(wall);
  return new Date(wall - offsetInItaly(guess));
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Rome',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
});

function offsetInItaly(instant: number): number {
  const parts = Object.fromEntries(
    clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
}
