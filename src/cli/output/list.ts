import type { Cli, Outcome } from '../command.ts';
import { table } from './table.ts';

/** A page of a list: `{items, next}`, or a row for each item and how to get the next page. */
export function listOutcome<T>(
  { words }: Cli,
  { items, next }: { readonly items: readonly T[]; readonly next: string | undefined },
  json: (item: T) => unknown,
  row: (item: T) => readonly string[],
): Outcome {
  return {
    json: { items: items.map(json), next: next ?? null },
    lines: [
      ...(items.length === 0 ? [words.nothing] : table(items.map(row))),
      ...(next === undefined ? [] : [words.more(next)]),
    ],
  };
}

/** Cuts a list that was read with `limit + 1` rows and goes on by an id. */
export function pageById<T>(rows: readonly T[], limit: number, id: (item: T) => string) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? id(last) : undefined };
}
