import { type DocumentLoader, preloadedContexts } from '@fedify/vocab-runtime';

/** Loads what Fedify ships, and these; anything else is out of reach. */
export function contextLoader(others: Readonly<Record<string, unknown>> = {}): DocumentLoader {
  return async (url) => {
    const document = others[url] ?? preloadedContexts[url];
    if (document === undefined) throw new Error(`${url} is out of reach`);
    return { contextUrl: null, document, documentUrl: url };
  };
}
