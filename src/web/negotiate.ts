const ACTIVITY_TYPES = new Set(['application/activity+json', 'application/ld+json']);
const PAGE_TYPES = new Set(['text/html', 'application/xhtml+xml']);
const MAX_RANGES = 30;

/**
 * Whether a request would rather have the ActivityPub object than the page (RFC 9110, 12.5.1).
 * Only types that are named count: a browser's and a crawler's wildcards mean the page.
 */
export function prefersActivity(accept: string | undefined): boolean {
  const ranges = (accept ?? '').split(',', MAX_RANGES).map(readRange);
  const best = (types: ReadonlySet<string>) =>
    ranges.reduce(
      (found, { type, weight }, position) =>
        types.has(type) && weight > found.weight ? { weight, position } : found,
      { weight: 0, position: MAX_RANGES },
    );
  const activity = best(ACTIVITY_TYPES);
  const page = best(PAGE_TYPES);
  if (activity.weight === page.weight) return activity.position < page.position;
  return activity.weight > page.weight;
}

function readRange(text: string): { type: string; weight: number } {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  if (quality === undefined) return { type, weight: 1 };
  return { type, weight: /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(quality) ? Number(quality) : 0 };
}
