import { kvCache } from '@fedify/fedify/utils';
import type { DocumentLoader, RemoteDocument } from '@fedify/vocab-runtime';
import type { Sql } from 'postgres';
import type { Outbound } from '../../platform/outbound/outbound.ts';
import { readJsonObject } from '../inbox/read-body.ts';
import { DocumentCache } from './key-value-store.ts';
import { shippedContext } from './shipped-contexts.ts';

const MAX_BYTES = 256 * 1024;
const TIMEOUT_MS = 5_000;
const KEPT = { days: 7 };
const JSON_TYPES = /^application\/(ld\+json|json|activity\+json)\s*(;|$)/i;

/** Loads JSON-LD contexts: shipped copies first, others once a week from where they live. Throws for what is none. */
export function createContextLoader(outbound: Outbound, sql: Sql): DocumentLoader {
  const fetched = kvCache({
    kv: new DocumentCache(sql),
    prefix: ['context'],
    rules: [[new URLPattern({}), KEPT]],
    loader: (url) => fetchContext(outbound, url),
  });
  return async (url) => {
    const document = shippedContext(url);
    return document === undefined ? fetched(url) : { contextUrl: null, documentUrl: url, document };
  };
}

async function fetchContext(outbound: Outbound, url: string): Promise<RemoteDocument> {
  const answer = await outbound.fetch(url, {
    accept: 'application/ld+json, application/json',
    maxBytes: MAX_BYTES,
    timeoutMs: TIMEOUT_MS,
  });
  if (answer.status !== 200 || !JSON_TYPES.test(answer.headers['content-type'] ?? '')) {
    throw new Error(`no context at ${url}: status ${answer.status}`);
  }
  const document = readJsonObject(answer.body);
  if (document['@context'] === undefined) throw new Error(`no context at ${url}: no @context in it`);
  return { contextUrl: null, documentUrl: answer.url, document };
}
