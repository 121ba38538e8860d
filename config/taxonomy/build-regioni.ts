/**
 * Writes src/domain/places/regioni.json: `node config/taxonomy/build-regioni.ts`, by hand, when the source has a new version.
 *
 * Outlines: @svg-maps/italy, after MapSVG (mapsvg.com), CC-BY 4.0.
 */
import { writeFileSync } from 'node:fs';
import italy from '@svg-maps/italy';
import { z } from 'zod';
import { regions } from '../../src/domain/places/places.ts';

const output = new URL('../../src/domain/places/regioni.json', import.meta.url);

/** The source has English names where there are any. */
const ITALIAN: Readonly<Record<string, string>> = {
  'Aosta Valley': "Valle d'Aosta",
  Apulia: 'Puglia',
  Lombardy: 'Lombardia',
  Piedmont: 'Piemonte',
  Sardinia: 'Sardegna',
  Sicily: 'Sicilia',
  'Trentino-South Tyrol': 'Trentino-Alto Adige',
  Tuscany: 'Toscana',
};

/** Its own types are not those of what it exports. */
const source = z.object({ locations: z.array(z.object({ name: z.string(), path: z.string() })) });

type Point = readonly [x: number, y: number];

/** The closed lines of a path that has only relative `m` (with lines after it) and `z`. */
function ringsOf(path: string): Point[][] {
  const rings: Point[][] = [];
  let at: Point = [0, 0];
  let ring: Point[] = [];
  for (const token of path.split(/\s+/)) {
    if (token === 'm') {
      ring = [];
      rings.push(ring);
    } else if (token === 'z') at = ring[0] ?? at;
    else {
      const [dx = Number.NaN, dy = Number.NaN] = token.split(',').map(Number);
      if (Number.isNaN(dx + dy)) throw new Error(`the source has a new way to draw: ${token}`);
      at = [at[0] + dx, at[1] + dy];
      ring.push(at);
    }
  }
  return rings;
}

/** A tenth of a unit is about 160 metres. Rounded before the differences, so that no error adds up. */
function tenths(ring: readonly Point[]): number[] {
  const rounded = ring.map(([x, y]) => [Math.round(x * 10), Math.round(y * 10)] as const);
  return rounded
    .filter(([x, y], at) => at === 0 || x !== rounded[at - 1]?.[0] || y !== rounded[at - 1]?.[1])
    .flat();
}

const outlines = source.parse(italy).locations.map(({ name, path }) => ({
  region: ITALIAN[name] ?? name,
  rings: ringsOf(path).map(tenths),
}));
const missing = regions().filter((name) => !outlines.some(({ region }) => region === name));
if (missing.length > 0) throw new Error(`no outline of ${missing.join(', ')}`);
writeFileSync(output, `${JSON.stringify(outlines)}\n`);
