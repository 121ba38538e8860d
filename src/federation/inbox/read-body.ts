import { visit } from 'jsonc-parser';
import { isObject, type JsonObject } from '../json/context.ts';
import { Refusal } from './refusal.ts';

export const MAX_BODY_BYTES = 1024 * 1024;
const MAX_DEPTH = 32;
const MAX_ITEMS = 1_000;
/** Of all arrays and objects together: reading more would hold others up, and no honest document has them. */
const MAX_VALUES = 20_000;
const MAX_KEY_LENGTH = 500;
const MAX_NUMBER_LENGTH = 40;
/** Names that mean something to the language itself. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a JSON object that a stranger wrote.
 * At most 1 MiB, 32 levels, 20,000 values, 1,000 entries an array; no key twice, no U+0000, no lone surrogate, no
 * number out of range: whatever two readers could understand differently, or PostgreSQL could not store, is refused.
 * @throws {Refusal} 400 or 413
 */
export function readJsonObject(body: Uint8Array): JsonObject {
  if (body.byteLength > MAX_BODY_BYTES) throw new Refusal(413, 'body-too-large');
  const text = decode(body);
  scan(text);
  const value = parse(text);
  if (!isObject(value)) throw invalid('not an object');
  return value;
}

function decode(body: Uint8Array): string {
  try {
    return utf8.decode(body);
  } catch {
    throw invalid('not UTF-8');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('broken JSON');
  }
}

/** One pass over the text, before anything is built from it; each visitor throws at the first fault. */
function scan(text: string): void {
  /** For each open object its keys, for each open array null. */
  const open: (Set<string> | null)[] = [];
  const items: number[] = [];
  let values = 0;
  const begin = (keys: Set<string> | null) => {
    countItem();
    if (open.push(keys) > MAX_DEPTH) throw invalid('too deep');
    items.push(0);
  };
  const end = () => {
    open.pop();
    items.pop();
  };
  const countItem = () => {
    if (++values > MAX_VALUES) throw invalid('too many values');
    if (open.at(-1) !== null) return;
    const count = (items.pop() ?? 0) + 1;
    if (count > MAX_ITEMS) throw invalid('too many entries');
    items.push(count);
  };
  visit(
    text,
    {
      onError: () => {
        throw invalid('broken JSON');
      },
      onObjectBegin: () => begin(new Set()),
      onObjectEnd: end,
      onArrayBegin: () => begin(null),
      onArrayEnd: end,
      onObjectProperty: (key) => {
        const keys = open.at(-1);
        if (FORBIDDEN_KEYS.has(key) || key.length > MAX_KEY_LENGTH) throw invalid('forbidden key');
        if (!keys || keys.has(key)) throw invalid('key twice');
        if (keys.size === MAX_ITEMS) throw invalid('too many keys');
        checkText(key);
        keys.add(key);
      },
      onLiteralValue: (value: unknown, _, length) => {
        countItem();
        if (typeof value === 'string') checkText(value);
        if (typeof value === 'number' && (length > MAX_NUMBER_LENGTH || !Number.isFinite(value))) {
          throw invalid('number out of range');
        }
      },
    },
    { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false },
  );
}

function checkText(text: string): void {
  if (text.includes('\0') || !text.isWellFormed()) throw invalid('text that cannot be stored');
}

function invalid(detail: string): Refusal {
  return new Refusal(400, 'body-invalid', detail);
}
