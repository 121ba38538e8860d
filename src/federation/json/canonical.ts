import type { DocumentLoader } from '@fedify/vocab-runtime';
import jsonld from '@fedify/vocab-runtime/jsonld';
import { UserError } from '../../platform/errors.ts';
import { isLongContext, shippedContext } from '../remote/shipped-contexts.ts';
import {
  type ActiveContext,
  hasPlainKeywords,
  initialContext,
  isPlainReference,
  plainKey,
  plainType,
  withLocalContext,
} from './active-context.ts';
import { canonicalNode, type Member, valuesOf } from './canonical-node.ts';
import { isObject, type JsonObject, type JsonValue } from './context.ts';
import { foldExpanded } from './expanded.ts';
import { publicAlias } from './read.ts';
import { DEFAULT_CONTEXT, isReference, mappedProperty } from './terms.ts';

/** No honest document has more values; beyond the lower limits JSON-LD would hold others up. */
const MAX_VALUES = 20_000;
const MAX_VALUES_FOR_JSON_LD = 5_000;
const MAX_DEFINITIONS = 250;
/** Each context inside an object copies what a long one defines: beside such a one there is room for few. */
const LONG_CONTEXT = 220;
const MAX_REMOTE_CONTEXTS = 8;
const MAX_LOCAL_CONTEXTS = 50;
const MAX_DEPTH = 32;

const NOT_PLAIN = Symbol('not plain');
const expand: (document: JsonObject, options: object) => Promise<unknown> = jsonld.expand;

/**
 * A document in one form, whatever spelling it came in: short keys of the terms that we read and no others, a value
 * alone rather than a set of one, a reference rather than an object with nothing but an id, lower-case languages.
 * Where the context holds nothing unusual the keys are taken as they stand; else JSON-LD decides what they mean.
 * @throws {UserError} `invalid` (`json_ld_invalid`)
 */
export async function canonicalise(document: JsonObject, contextLoader: DocumentLoader): Promise<JsonObject> {
  if (!isAffordable(document, MAX_VALUES)) throw invalid();
  return canonicalisePlain(document) ?? canonicaliseFully(document, contextLoader);
}

/** The short way; undefined where it takes JSON-LD processing to know what the document says. */
export function canonicalisePlain(document: JsonObject): JsonObject | undefined {
  try {
    return new PlainFold().node(document, initialContext(), 0);
  } catch (error) {
    if (error === NOT_PLAIN) return undefined;
    throw error;
  }
}

class PlainFold {
  #localContexts = 0;

  node(json: JsonObject, outer: ActiveContext, depth: number): JsonObject {
    const { '@context': local, ...members } = json;
    if (depth > MAX_DEPTH || (local !== undefined && ++this.#localContexts > MAX_LOCAL_CONTEXTS))
      throw NOT_PLAIN;
    const active = local === undefined ? outer : withLocalContext(outer, local);
    if (active === undefined || !hasPlainKeywords(active)) throw NOT_PLAIN;
    return canonicalNode(
      Object.entries(members).flatMap(([key, value]) => this.#member(key, value, active, depth)),
    );
  }

  #member(key: string, value: JsonValue | undefined, active: ActiveContext, depth: number): Member[] {
    if (key === 'id') return typeof value === 'string' ? [{ key, value }] : [];
    const values = flat(value);
    if (key === 'type') {
      return values
        .map((type) => (typeof type === 'string' ? plain(plainType(active, type)) : null))
        .flatMap((type) => (type === null ? [] : [{ key, value: type }]));
    }
    const name = plain(plainKey(active, key));
    if (name === null) return [];
    const mapped = mappedProperty(key);
    if (mapped !== undefined) return languageMembers(mapped, value);
    return values
      .flatMap((one) => this.#value(name, one, active, depth))
      .map((one) => ({ key: name, value: one }));
  }

  #value(key: string, value: JsonValue, active: ActiveContext, depth: number): JsonValue[] {
    if (isObject(value)) return valuesOf(this.node(value, active, depth + 1));
    if (typeof value !== 'string' || !isReference(key)) return [value];
    const reference = publicAlias(value);
    if (!isPlainReference(active, reference)) throw NOT_PLAIN;
    return [reference];
  }
}

function plain(term: string | null | undefined): string | null {
  if (term === undefined) throw NOT_PLAIN;
  return term;
}

function languageMembers(key: string, map: JsonValue | undefined): Member[] {
  if (!isObject(map)) return [];
  return Object.entries(map).flatMap(([language, texts]) =>
    flat(texts).map((value) => (language === '@none' ? { key, value } : { key, value, language })),
  );
}

function flat(value: JsonValue | undefined): JsonValue[] {
  const values: (JsonValue | undefined)[] = Array.isArray(value) ? value.flat(MAX_DEPTH) : [value];
  return values.filter((one) => one !== null && one !== undefined);
}

/** The whole way: JSON-LD expansion, then our short keys. */
export async function canonicaliseFully(
  document: JsonObject,
  contextLoader: DocumentLoader,
): Promise<JsonObject> {
  if (!isAffordable(document, MAX_VALUES_FOR_JSON_LD, MAX_DEFINITIONS)) throw invalid();
  let loads = 0;
  const documentLoader: DocumentLoader = async (url, options) => {
    // Copies of our own may be long, as schema.org's is.
    if (shippedContext(url) !== undefined) return contextLoader(url, options);
    if (++loads > MAX_REMOTE_CONTEXTS) throw invalid();
    const remote = await contextLoader(url, options);
    if (!isAffordable(remote.document, MAX_VALUES_FOR_JSON_LD, MAX_DEFINITIONS)) throw invalid();
    return remote;
  };
  let expanded: unknown;
  try {
    expanded = await expand(document, { documentLoader, expandContext: DEFAULT_CONTEXT });
  } catch {
    // Whatever it stumbled over, the document is one that we cannot read.
    throw invalid();
  }
  return foldExpanded(expanded);
}

/** Whether reading it takes a reasonable time: how many values it has, and how many terms its own contexts define. */
function isAffordable(document: unknown, maxValues: number, maxDefinitions = Infinity): boolean {
  let values = 0;
  let definitions = 0;
  const rest: unknown[] = [document];
  while (rest.length > 0) {
    const value = rest.pop();
    if (++values > maxValues) return false;
    if (Array.isArray(value)) rest.push(...value.slice(0, maxValues));
    else if (isObject(value)) {
      const local = value['@context'];
      for (const context of Array.isArray(local) ? local : [local]) {
        if (isObject(context)) definitions += Object.keys(context).length;
        if (typeof context === 'string' && isLongContext(context)) definitions += LONG_CONTEXT;
      }
      if (definitions > maxDefinitions) return false;
      rest.push(...Object.values(value).slice(0, maxValues));
    }
  }
  return true;
}

function invalid(): UserError {
  return new UserError('invalid', 'json_ld_invalid');
}
