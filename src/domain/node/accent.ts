/** What text in the accent colour stands on, as in src/web/assets/style/tokens.css: paper, sheet, tints. */
export const LIGHT_GROUNDS = ['#fbf7ef', '#fffdf8', '#f1eadb', '#e2eddc', '#fbeecb'] as const;
export const DARK_GROUNDS = ['#171b18', '#1f2521', '#29302a', '#24392b', '#3d3418'] as const;
const ON_LIGHT = '#ffffff';
const ON_DARK = '#10231a';
/** WCAG 2.2, 1.4.3, for text of any size. */
const LEAST_CONTRAST = 4.5;

export interface Shades {
  readonly plain: string;
  /** Under the pointer. */
  readonly deep: string;
  /** Text on it. */
  readonly on: string;
}

/** Whether text in this colour can be read on every ground of the light pages, and white text on it. */
export function isReadable(accent: string): boolean {
  return contrasts(accent, [...LIGHT_GROUNDS, ON_LIGHT]);
}

/** The nearest darker one that can be read; itself where it can. */
export function readableAccent(accent: string): string {
  return towards(accent, '#000000', isReadable);
}

/** For light pages as it is, for dark ones lightened until it can be read there. */
export function accentShades(accent: string): { readonly light: Shades; readonly dark: Shades } {
  const dark = towards(accent, '#ffffff', (colour) => contrasts(colour, [...DARK_GROUNDS, ON_DARK]));
  return {
    light: { plain: accent, deep: mix(accent, '#000000', 0.25), on: ON_LIGHT },
    dark: { plain: dark, deep: mix(dark, '#ffffff', 0.25), on: ON_DARK },
  };
}

function towards(from: string, to: string, suits: (colour: string) => boolean): string {
  const steps = Array.from({ length: 51 }, (_, step) => mix(from, to, step / 50));
  return steps.find(suits) ?? to;
}

function contrasts(colour: string, others: readonly string[]): boolean {
  return others.every((other) => contrast(colour, other) >= LEAST_CONTRAST);
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [lower = 0, higher = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (higher + 0.05) / (lower + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(from: string, to: string, share: number): string {
  const goal = channels(to);
  const mixed = channels(from).map((value, at) => Math.round(value + ((goal[at] ?? 0) - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** "#rrggbb" → 0 to 255 each. */
function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
