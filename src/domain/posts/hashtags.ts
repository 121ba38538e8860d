/** The hashtags in a text, lower case, without `#`, each once, at most 20. */
export function hashtagsIn(text: string): string[] {
  const found = text.matchAll(/(?<![\p{L}\p{N}_/&])#([\p{L}\p{N}_]{1,60})/gu);
  const tags = [...found].map((match) => (match[1] ?? '').toLowerCase()).filter((tag) => /\p{L}/u.test(tag));
  return [...new Set(tags)].slice(0, 20);
}
