import type { Locale } from '../domain/accounts/account.ts';

const TAGS: Readonly<Record<Locale, string>> = { it: 'it-IT', en: 'en-GB' };

interface Times {
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Whether its end is known. */
  readonly endTold: boolean;
  readonly timeZone: string;
}

/** When an event is, by the clocks of its place: "sabato 12 dicembre 2026, 18:00–20:00 (CET)"; with both days where it lasts longer. */
export function formatEventTime({ startsAt, endsAt, endTold, timeZone }: Times, locale: Locale): string {
  const day = (at: Date) =>
    at.toLocaleDateString(TAGS[locale], {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone,
    });
  const time = (at: Date) =>
    at.toLocaleTimeString(TAGS[locale], { hour: '2-digit', minute: '2-digit', timeZone });
  const zone = zoneName(startsAt, timeZone, locale);
  if (!endTold) return `${day(startsAt)}, ${time(startsAt)} (${zone})`;
  return day(startsAt) === day(endsAt)
    ? `${day(startsAt)}, ${time(startsAt)}–${time(endsAt)} (${zone})`
    : `${day(startsAt)}, ${time(startsAt)} – ${day(endsAt)}, ${time(endsAt)} (${zone})`;
}

/** What its clocks are called that day: "CET", "GMT-5". */
function zoneName(at: Date, timeZone: string, locale: Locale): string {
  const parts = new Intl.DateTimeFormat(TAGS[locale], { timeZone, timeZoneName: 'short' }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

/** The day as on the leaf of a calendar: "12", "dic", "sab". */
export function calendarLeaf({ startsAt, timeZone }: Pick<Times, 'startsAt' | 'timeZone'>, locale: Locale) {
  const part = (options: Intl.DateTimeFormatOptions) =>
    startsAt.toLocaleDateString(TAGS[locale], { ...options, timeZone });
  return {
    day: part({ day: 'numeric' }),
    month: part({ month: 'short' }),
    weekday: part({ weekday: 'short' }),
  };
}
