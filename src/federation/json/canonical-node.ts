import type { JsonObject, JsonValue } from './context.ts';
import { hasLanguageMap } from './terms.ts';

/** One value of one of our short keys; with its language, where it has one. */
export interface Member {
  readonly key: string;
  readonly value: JsonValue;
  readonly language?: string | undefined;
}

const LANGUAGE = /^[a-z]{1,8}(-[a-z0-9]{1,8})*$/;

/** The canonical object of these members. */
export function canonicalNode(members: readonly Member[]): JsonObject {
  const node = new Map<string, JsonValue>();
  for (const [key, values] of Map.groupBy(members, (member) => member.key)) {
    const told = values.filter(({ language }) => language === undefined).map(({ value }) => value);
    const byLanguage = languagesOf(values);
    const [first] = Object.values(byLanguage);
    if (hasLanguageMap(key) && first !== undefined) node.set(`${key}Map`, byLanguage);
    const all = told.length === 0 && first !== undefined ? [first] : told;
    const [only] = all;
    if (only !== undefined) node.set(key, all.length === 1 || key === 'id' ? only : all);
  }
  return Object.fromEntries(node);
}

/** Language → text, in alphabetical order: expansion keeps no other. */
function languagesOf(values: readonly Member[]): Record<string, string> {
  const texts = new Map<string, string>();
  for (const { value, language } of values) {
    const tag = language?.toLowerCase();
    if (tag !== undefined && typeof value === 'string' && LANGUAGE.test(tag) && !texts.has(tag))
      texts.set(tag, value);
  }
  return Object.fromEntries([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** An object as a value: its id where it says nothing more, no value where it says nothing. */
export function valuesOf(node: JsonObject): JsonValue[] {
  const [only, ...others] = Object.entries(node);
  if (only === undefined) return [];
  const [key, value] = only;
  return others.length === 0 && key === 'id' && value !== undefined ? [value] : [node];
}
