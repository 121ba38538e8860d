import { z } from 'zod';

/** A day of the calendar, without an hour: "2026-12-31". Days compare as texts. */
export type Day = string;

const DAY_FIRST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const YEAR_FIRST = /^(\d{4})-(\d{2})-(\d{2})$/;
const MIN_YEAR = 1990;
const MAX_YEAR = 2200;

/** Reads "31/12/2026" and "2026-12-31"; undefined for what is no day. */
export function parseDay(text: string): Day | undefined {
  const written = text.trim();
  const [, day, month, year] = DAY_FIRST.exec(written) ?? yearFirst(written) ?? [];
  if (day === undefined || month === undefined || year === undefined) return undefined;
  if (Number(year) < MIN_YEAR || Number(year) >= MAX_YEAR) return undefined;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  // 31/02 is read as a day in March, or as none.
  const read = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== iso ? undefined : iso;
}

function yearFirst(text: string): (string | undefined)[] | undefined {
  const found = YEAR_FIRST.exec(text);
  return found === null ? undefined : [found[0], found[3], found[2], found[1]];
}

const inItaly = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' });

/** The day in Italy at a moment. */
export function dayOf(moment: Date): Day {
  return inItaly.format(moment);
}

export const day = z.string().transform((text, ctx) => {
  const read = parseDay(text);
  if (read !== undefined) return read;
  ctx.addIssue({ code: 'custom', message: text.trim() === '' ? 'value_missing' : 'day_unknown' });
  return z.NEVER;
});
