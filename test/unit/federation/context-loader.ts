import type { DocumentLoader } from '@fedify/vocab-runtime';
import { shippedContext } from '../../../src/federation/remote/shipped-contexts.ts';

/** Loads what we ship, and these; anything else is out of reach. */
export function contextLoader(others: Readonly<Record<string, unknown>> = {}): DocumentLoader {
  return async (url) => {
    const document = others[url] ?? shippedContext(url);
    if (document === undefined) throw new Error(`${url} is out of reach`);
    return { contextUrl: null, document, documentUrl: url };
  };
}
