import { z } from 'zod';
import { readDay } from './read-day.ts';

/** A day of the calendar in Italy, without an hour: "2026-12-31". Days compare as texts. */
export type Day = string;

const inItaly = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' });

/** The day in Italy at a moment. */
export function dayOf(moment: Date): Day {
  return inItaly.format(moment);
}

/** A day as people write it, "31/12/2026" or "2026-12-31". */
export const day = z
  .string()
  .min(1)
  .transform((text, ctx) => {
    try {
      return dayOf(readDay(text, ''));
    } catch {
      ctx.addIssue({ code: 'custom', message: 'day_invalid' });
      return z.NEVER;
    }
  });
