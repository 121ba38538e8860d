/** Explicit embeddings, overrides and isolates (UAX #9): they reorder what stands around a name. */
const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/gu;
/** Those that separate words count as white space. */
const CONTROLS = /(?!\s)\p{Cc}/gu;

/**
 * One line of somebody's text, fit for a name or a title: well-formed, NFC, runs of white space as one space,
 * without control and bidi control characters, at most `max` code points.
 */
export function plainLine(text: string, max: number): string {
  const line = text
    .toWellFormed()
    .replace(BIDI_CONTROLS, '')
    .replace(CONTROLS, '')
    .replace(/\s+/gu, ' ')
    .normalize('NFC')
    .trim();
  return Array.from(line).slice(0, max).join('').trimEnd();
}
