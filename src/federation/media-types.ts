/** What we send and answer with. */
export const ACTIVITY_JSON = 'application/activity+json';
const LD_JSON_PROFILE = 'https://www.w3.org/ns/activitystreams';

/** Whether a `Content-Type` is one of the two that ActivityPub names. */
export function isActivityJson(contentType: string | undefined): boolean {
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';');
  if (type.trim() === ACTIVITY_JSON) return true;
  return (
    type.trim() === 'application/ld+json' &&
    parameters.some((parameter) => parameter.includes(LD_JSON_PROFILE))
  );
}

/** Whether an `Accept` asks for ActivityPub JSON rather than for a page. */
export function prefersActivityJson(accept: string | undefined): boolean {
  let best = { json: 0, page: 0 };
  for (const range of (accept ?? '').toLowerCase().split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
    const q = Number(/^q=([\d.]+)$/.exec(parameters.at(-1) ?? '')?.[1] ?? 1);
    if (type === ACTIVITY_JSON || type === 'application/ld+json' || type === 'application/json') {
      best = { ...best, json: Math.max(best.json, q) };
    } else if (type === 'text/html' || type === 'application/xhtml+xml') {
      best = { ...best, page: Math.max(best.page, q) };
    }
  }
  return best.json > 0 && best.json >= best.page;
}
