/** Header names in lower case, each with all the values that came. */
export type HeaderLines = ReadonlyMap<string, readonly string[]>;

/** Node joins some headers that come twice and drops others: a signature has to be judged by what really came. */
export function headerLines(raw: readonly string[]): HeaderLines {
  const lines = new Map<string, string[]>();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index]?.toLowerCase() ?? '';
    lines.set(name, [...(lines.get(name) ?? []), raw[index + 1]?.trim() ?? '']);
  }
  return lines;
}
