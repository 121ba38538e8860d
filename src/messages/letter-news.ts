import type { SomeNews } from '../domain/alerts/alert.ts';

/** A paragraph for each thing that is new: what, from whom, where, and its address. */
export function newsParagraphs({ items, more }: SomeNews, rest: (count: number) => string): string[] {
  const paragraphs = items.map(
    ({ title, by, place, url }) => `${[title, by, place].filter(Boolean).join(' · ')}\n${url}`,
  );
  return more === 0 ? paragraphs : [...paragraphs, rest(more)];
}
