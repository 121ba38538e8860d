/** How numbers, money, quantities and dates are written for people. Amounts are exact decimals as strings. */
import { type Currency, EURO } from '../domain/taxonomy/resources.ts';
import type { Unit } from '../domain/taxonomy/units.ts';
import { compareDecimals } from '../platform/decimal.ts';
import { type Locale, messages } from './messages.ts';

const TAGS: Readonly<Record<Locale, string>> = { it: 'it-IT', en: 'en-GB' };
const TIME_ZONE = 'Europe/Rome';
/** Keeps a number and its unit on one line. */
const NO_BREAK_SPACE = '\u00a0';

const DAY: Readonly<Record<Locale, Intl.DateTimeFormatOptions>> = {
  it: { day: '2-digit', month: '2-digit', year: 'numeric' },
  en: { day: 'numeric', month: 'short', year: 'numeric' },
};

/** "1234.50" → "1234,50": no digit is lost and none is added. */
export function formatNumber(amount: string, locale: Locale): string {
  return formatWithDecimals(amount, decimalsOf(amount), locale);
}

/** "14.5" → "14,50 €"; a local currency has its own symbol: "3,00 SCEC". */
export function formatMoney(amount: string, locale: Locale, currency: Currency = EURO): string {
  const number = formatWithDecimals(amount, Math.max(2, decimalsOf(amount)), locale);
  return `${number}${NO_BREAK_SPACE}${currency.symbol}`;
}

/** "5 kg", "1 ora", "3 cassette": the label is the owner's own word for what is counted. */
export function formatQuantity(amount: string, unit: Unit, locale: Locale, label?: string): string {
  const { one, other } = messages(locale).taxonomy.units[unit.code];
  const word = compareDecimals(amount, '1') === 0 ? one : other;
  const name = label ?? (unit.dimension === 'time' || unit.dimension === 'count' ? word : unit.symbol);
  return `${formatNumber(amount, locale)}${NO_BREAK_SPACE}${name}`;
}

/** The day in Italy: "31/12/2026", "31 Dec 2026". */
export function formatDate(date: Date, locale: Locale): string {
  return date.toLocaleDateString(TAGS[locale], { ...DAY[locale], timeZone: TIME_ZONE });
}

/** A day of the calendar ("2026-12-31") as people write it. */
export function formatDay(day: string, locale: Locale): string {
  return formatDate(new Date(`${day}T12:00:00Z`), locale);
}

/** The day and hour in Italy: "31/12/2026, 18:30". */
export function formatDateTime(date: Date, locale: Locale): string {
  const options = { ...DAY[locale], hour: '2-digit', minute: '2-digit', timeZone: TIME_ZONE } as const;
  return date.toLocaleString(TAGS[locale], options);
}

function decimalsOf(amount: string): number {
  return amount.split('.')[1]?.length ?? 0;
}

/** Intl reads a decimal string exactly, where a number would lose digits. */
function formatWithDecimals(amount: string, decimals: number, locale: Locale): string {
  const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(TAGS[locale], options).format(amount as Intl.StringNumericLiteral);
}
