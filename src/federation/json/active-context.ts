import { preloadedContexts } from '@fedify/vocab-runtime';
import { ACTIVITY_STREAMS, isObject, type JsonObject, type JsonValue } from './context.ts';
import { isProperty, isType, mappedProperty, propertyOfIri, typeOfIri } from './terms.ts';

/**
 * What the terms of a document mean, read from its `@context` without JSON-LD processing. It understands the contexts
 * that Fedify ships and plain inline definitions; for anything else it gives up, and full processing decides.
 * Each term has an IRI or a keyword, null where it was taken out of use, or ODD.
 */
export type ActiveContext = ReadonlyMap<string, Meaning>;

/** A definition that changes how the values of one of our properties are read. */
const ODD = Symbol('odd');
type Meaning = string | null | typeof ODD;

const shipped = new Map<string, ActiveContext | undefined>();

/** ActivityPub implies the context of ActivityStreams. */
export function initialContext(): ActiveContext {
  return shippedContext(ACTIVITY_STREAMS) ?? new Map();
}

/** The context within an object that has this `@context`; undefined where it takes JSON-LD processing to know. */
export function withLocalContext(active: ActiveContext, local: JsonValue): ActiveContext | undefined {
  const terms = new Map(active);
  for (const entry of Array.isArray(local) ? local : [local]) {
    const added =
      typeof entry === 'string'
        ? shippedContext(entry)
        : isObject(entry)
          ? readInline(entry, terms)
          : undefined;
    if (added === undefined) return undefined;
    for (const [term, meaning] of added) terms.set(term, meaning);
  }
  return terms;
}

function shippedContext(url: string): ActiveContext | undefined {
  if (!shipped.has(url) && Object.hasOwn(preloadedContexts, url)) {
    const document = preloadedContexts[url] as JsonObject;
    shipped.set(url, readShipped(document['@context']));
  }
  return shipped.get(url);
}

function readShipped(context: JsonValue | undefined): ActiveContext | undefined {
  const terms = new Map<string, Meaning>();
  for (const entry of Array.isArray(context) ? context : [context]) {
    const added =
      typeof entry === 'string'
        ? shippedContext(entry)
        : isObject(entry)
          ? definitionsOf(entry, terms)
          : undefined;
    if (added === undefined) return undefined;
    for (const [term, meaning] of added) terms.set(term, meaning);
  }
  return terms;
}

/** Keywords other than these, and contexts within definitions, reach further than a list of terms tells. */
function readInline(context: JsonObject, outer: ActiveContext): ActiveContext | undefined {
  for (const [key, value] of Object.entries(context)) {
    if (
      key === '@language'
        ? value !== 'und'
        : key.startsWith('@') && key !== '@version' && key !== '@protected'
    ) {
      return undefined;
    }
    if (isObject(value) && '@context' in value) return undefined;
  }
  return definitionsOf(context, outer);
}

function definitionsOf(context: JsonObject, outer: ActiveContext): ActiveContext {
  const terms = new Map<string, Meaning>();
  for (const [term, definition] of Object.entries(context)) {
    if (!term.startsWith('@')) terms.set(term, meaningOfDefinition(term, definition, context, outer));
  }
  return terms;
}

function meaningOfDefinition(
  term: string,
  definition: JsonValue | undefined,
  context: JsonObject,
  outer: ActiveContext,
): Meaning {
  if (definition === null) return null;
  if (typeof definition === 'string') return expandName(definition, context, outer, 0);
  if (!isObject(definition) || '@reverse' in definition) return ODD;
  const { '@id': id = term, '@type': type, '@container': container = '@set' } = definition;
  if (id === null) return null;
  const iri = typeof id === 'string' ? expandName(id, context, outer, 0) : ODD;
  if (typeof iri !== 'string' || propertyOfIri(iri) === undefined) return iri;
  const expected = mappedProperty(term) ? '@language' : term === 'orderedItems' ? '@list' : '@set';
  return container === expected && type !== '@json' && type !== '@vocab' ? iri : ODD;
}

/** Expands a prefix, or a term of the same context that stands for another. */
function expandName(name: string, context: JsonObject, outer: ActiveContext, depth: number): Meaning {
  if (depth > 4) return ODD;
  const resolve = (term: string): Meaning | undefined => {
    const local = Object.hasOwn(context, term) ? context[term] : undefined;
    const id = isObject(local) ? local['@id'] : local;
    return typeof id === 'string' && id !== term
      ? expandName(id, context, outer, depth + 1)
      : outer.get(term);
  };
  const colon = name.indexOf(':');
  if (colon < 0) return name.startsWith('@') ? name : (resolve(name) ?? name);
  if (name.startsWith('//', colon + 1)) return name;
  const prefix = resolve(name.slice(0, colon));
  return typeof prefix === 'string' ? prefix + name.slice(colon + 1) : name;
}

function meaningOf(active: ActiveContext, name: string): Meaning | undefined {
  return name.includes(':') && !active.has(name) ? expandName(name, {}, active, 0) : active.get(name);
}

/**
 * Our short key for a document's key: the same where it means the same, null where we do not read it;
 * undefined where the document spells one of our terms in another way, or means something else by it.
 */
export function plainKey(active: ActiveContext, key: string): string | null | undefined {
  if (key.startsWith('@')) return undefined;
  const ours = isProperty(key) || mappedProperty(key) !== undefined;
  return plainTerm(meaningOf(active, key), key, ours, (iri) => {
    const known = propertyOfIri(iri);
    if (known === undefined) return undefined;
    return known === mappedProperty(key) || (known === 'items' && key === 'orderedItems') ? key : known;
  });
}

/** The same for the value of a `type`. */
export function plainType(active: ActiveContext, type: string): string | null | undefined {
  return plainTerm(meaningOf(active, type), type, isType(type), typeOfIri);
}

function plainTerm(
  meaning: Meaning | undefined,
  term: string,
  ours: boolean,
  lookUp: (iri: string) => string | undefined,
): string | null | undefined {
  if (meaning === undefined) return ours ? term : null;
  if (meaning === ODD || (typeof meaning === 'string' && meaning.startsWith('@'))) return undefined;
  const known = meaning === null ? undefined : lookUp(meaning);
  if (known === undefined) return ours ? undefined : null;
  return known === term ? term : undefined;
}

/** Whether `id` and `type` are what they seem. */
export function hasPlainKeywords(active: ActiveContext): boolean {
  return active.get('id') === '@id' && active.get('type') === '@type';
}

/** Whether a reference is written out, and not with a prefix that the context knows. */
export function isPlainReference(active: ActiveContext, reference: string): boolean {
  const [, prefix] = /^([^:/?#]+):(?!\/\/)/.exec(reference) ?? [];
  return prefix === undefined || !active.has(prefix);
}
