import manifest from '../../package.json' with { type: 'json' };

/** What the node says of its software. */
export const SOFTWARE = {
  name: 'distretto',
  version: manifest.version,
} as const;

/** How the node names itself to servers that it asks. */
export function userAgent(origin: string): string {
  return `Distretto/${manifest.version} (+${origin}/)`;
}
