import { canonicalise } from '../../../src/federation/json/canonical.ts';
import type { JsonObject } from '../../../src/federation/json/context.ts';
import { type PostReading, readPost } from '../../../src/federation/json/post-from-json.ts';
import { contextLoader } from './context-loader.ts';

export const load = contextLoader();
export const now = new Date('2026-11-01T00:00:00Z');

/** How a post is read for the tests: by its own author, today. */
export function reading(document: JsonObject, change: Partial<PostReading> = {}): PostReading {
  const uri = String(document.attributedTo ?? 'https://a.example/ada');
  return {
    author: { uri, type: 'Person', followers: `${uri}/followers`, indexable: false },
    searchers: [],
    allowHttp: false,
    now,
    received: document,
    ...change,
  };
}

export const read = async (document: JsonObject, change: Partial<PostReading> = {}) =>
  readPost(await canonicalise(document, load), reading(document, change));
