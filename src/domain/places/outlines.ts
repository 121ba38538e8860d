/**
 * The drawn map of Italy: the outlines of the regions, and where on it a place is. Outlines from MapSVG through
 * @svg-maps/italy, CC-BY 4.0: see NOTICE.md. The file is read once, when first needed.
 */
import { readFileSync } from 'node:fs';
import type { Coordinates } from './places.ts';

export interface Outline {
  readonly region: string;
  /** An SVG path. */
  readonly path: string;
  readonly box: Box;
}

/** In units of the map, about 160 metres each. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface MapPoint {
  readonly x: number;
  readonly y: number;
}

export const ITALY: Box = { x: 0, y: 0, width: 6100, height: 7930 };

/** regioni.json as config/taxonomy/build-regioni.ts writes it: x and y by turns. */
type OutlinesFile = readonly { readonly region: string; readonly rings: readonly (readonly number[])[] }[];

let loaded: readonly Outline[] | undefined;

export function outlines(): readonly Outline[] {
  loaded ??= readOutlines();
  return loaded;
}

function readOutlines(): Outline[] {
  const file: OutlinesFile = JSON.parse(readFileSync(new URL('regioni.json', import.meta.url), 'utf8'));
  return file.map(({ region, rings }) => {
    const lines = rings.map(pointsOf);
    return { region, path: lines.map(pathOf).join(''), box: boxAround(lines.flat()) };
  });
}

function pointsOf(ring: readonly number[]): MapPoint[] {
  const points = [];
  for (let at = 0; at + 1 < ring.length; at += 2) points.push({ x: ring[at] ?? 0, y: ring[at + 1] ?? 0 });
  return points;
}

/** Each point by its distance from the last: half as long as by its place. */
function pathOf(ring: readonly MapPoint[]): string {
  const steps = ring.map(({ x, y }, at) => {
    const before = ring[at - 1];
    return before === undefined ? `M${x} ${y}l` : `${x - before.x} ${y - before.y}`;
  });
  return `${steps.join(' ')}z`;
}

export function boxAround(points: readonly MapPoint[]): Box {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/**
 * Where a place is on the map, which is drawn in Mercator's projection. The source does not say its scale: these four
 * numbers put 99.6 % of the comuni within the outline of their own region, and test/unit keeps that.
 */
export function onMap({ latitude, longitude }: Coordinates): MapPoint {
  const north = Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360));
  return {
    x: Math.round(512.61 * longitude - 3393.37),
    y: Math.round(27337.74 - 29268.05 * north),
  };
}
