import { LOCALES, type Locale } from './messages.ts';

/** Nobody reads more languages; the rest of a longer header is left unread. */
const MAX_RANGES = 20;

/**
 * The language that a reader likes best of those we have (RFC 9110, 12.5.4): "en-GB" accepts "en", "*" whatever is not
 * named, q=0 refuses. Of two equal ones the first named wins.
 */
export function negotiateLocale(acceptLanguage: string | undefined, fallback: Locale): Locale {
  const ranges = (acceptLanguage ?? '').split(',', MAX_RANGES).map(readRange);
  const weightOf = (locale: Locale) => {
    const named = ranges.filter(({ language }) => language === locale);
    const matching = named.length > 0 ? named : ranges.filter(({ language }) => language === '*');
    return Math.max(0, ...matching.map(({ weight }) => weight));
  };
  const positionOf = (locale: Locale) => {
    const position = ranges.findIndex(({ language }) => language === locale);
    return position < 0 ? MAX_RANGES : position;
  };
  const candidates = [fallback, ...LOCALES.filter((locale) => locale !== fallback)];
  candidates.sort((a, b) => weightOf(b) - weightOf(a) || positionOf(a) - positionOf(b));
  const [best = fallback] = candidates;
  return weightOf(best) > 0 ? best : fallback;
}

function readRange(text: string): { language: string; weight: number } {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const [language = ''] = range.split('-');
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  if (quality === undefined) return { language, weight: 1 };
  return { language, weight: /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(quality) ? Number(quality) : 0 };
}
