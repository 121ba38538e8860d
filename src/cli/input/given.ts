/** The same without what was not said; an option given as nothing (`--site ""`) empties its field. */
export function given<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, value === '' ? undefined : value]),
  ) as Partial<T>;
}
