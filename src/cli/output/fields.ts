import { table } from './table.ts';

/** One thing, field by field; what is empty is left out. */
export function fields(
  rows: readonly (readonly [label: string, value: string | null | undefined])[],
): string[] {
  return table(rows.filter(([, value]) => value).map(([label, value]) => [`${label}:`, value ?? '']));
}
