import { z } from 'zod';

/** `soon`: within the hour; a letter is written only where there is something. */
export const HOW_OFTEN = ['soon', 'weekly'] as const;
export type HowOften = (typeof HOW_OFTEN)[number];
export const howOften = z.enum(HOW_OFTEN);

const HOUR_MS = 60 * 60_000;
export const WEEK_MS = 7 * 24 * HOUR_MS;
export const PERIOD_MS: Readonly<Record<HowOften, number>> = { soon: HOUR_MS, weekly: WEEK_MS };

/** What is being written down at this moment waits for the next time, so that nothing is passed over. */
export const SETTLED_MS = 2 * 60_000;

export const MAX_SEARCHES = 20;
/** A letter names so many and counts the rest. */
export const MAX_ITEMS = 10;

/** The parameters of the catalogue's address. */
export type SearchQuery = Readonly<Record<string, string>>;

/** Something new, as a letter names it. */
export interface NewsItem {
  readonly kind: 'proposal' | 'announcement' | 'event' | 'order';
  readonly title: string;
  readonly by: string;
  readonly place: string | null;
  readonly url: string;
}

/** Some of what is new, and how much more there is. */
export interface SomeNews {
  readonly items: readonly NewsItem[];
  readonly more: number;
}
