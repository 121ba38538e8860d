/** The form in which place names are compared: no case, no accents, no punctuation ("Forlì" and "FORLI'" are one). */
export function placeKey(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
