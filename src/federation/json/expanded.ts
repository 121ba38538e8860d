import { UserError } from '../../platform/errors.ts';
import { canonicalNode, type Member, valuesOf } from './canonical-node.ts';
import { isObject, type JsonObject, type JsonValue } from './context.ts';
import { publicAlias } from './read.ts';
import { hasLanguageMap, propertyOfIri, typeOfIri } from './terms.ts';

/**
 * What JSON-LD expansion made of a document, with our short keys.
 * @throws {UserError} `invalid` (`json_ld_invalid`) for more than one object, and for those that keywords rearrange.
 */
export function foldExpanded(expanded: unknown): JsonObject {
  if (!Array.isArray(expanded) || expanded.length !== 1 || !isObject(expanded[0])) throw notOneObject();
  return foldNode(expanded[0]);
}

function foldNode(node: JsonObject): JsonObject {
  if ('@graph' in node || '@included' in node || '@reverse' in node) throw notOneObject();
  return canonicalNode(Object.entries(node).flatMap(([key, value]) => foldProperty(key, value)));
}

function foldProperty(iri: string, value: JsonValue | undefined): Member[] {
  if (iri === '@id') return typeof value === 'string' ? [{ key: 'id', value }] : [];
  if (!Array.isArray(value)) return [];
  if (iri === '@type') {
    return value.flatMap((type) => {
      const short = typeof type === 'string' ? typeOfIri(type) : undefined;
      return short === undefined ? [] : [{ key: 'type', value: short }];
    });
  }
  const key = propertyOfIri(iri);
  return key === undefined ? [] : value.flatMap((one: JsonValue) => foldValue(key, one));
}

function foldValue(key: string, value: JsonValue): Member[] {
  if (!isObject(value)) return [];
  if (Array.isArray(value['@list'])) {
    const inOrder = key === 'items' ? 'orderedItems' : key;
    return value['@list'].flatMap((one: JsonValue) => foldValue(inOrder, one));
  }
  if ('@value' in value) return foldLiteral(key, value);
  return valuesOf(foldNode(value)).map((one) => ({
    key,
    value: typeof one === 'string' ? publicAlias(one) : one,
  }));
}

function foldLiteral(key: string, { '@value': value, '@language': language }: JsonObject): Member[] {
  if (value === undefined || value === null || typeof value === 'object') return [];
  const told = hasLanguageMap(key) && typeof language === 'string' && language !== 'und';
  return [told ? { key, value, language } : { key, value }];
}

function notOneObject(): UserError {
  return new UserError('invalid', 'json_ld_invalid');
}
