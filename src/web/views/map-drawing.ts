import { type Box, boxAround, ITALY, type MapPoint, onMap, outlines } from '../../domain/places/outlines.ts';
import { type Comune, provinceComuni } from '../../domain/places/places.ts';
import { html, type SafeHtml } from '../html.ts';
import { COUNTED, type Counted, type PlaceMap } from '../place-map.ts';
import { addressWith, type MapQuery } from '../query.ts';

/** More points than these make a page heavy and a map unreadable. */
export const DRAWN = 400;
const NAMED = 12;
/** Their height, in thousandths of the map's size. */
const LETTERS = 30;

/**
 * The map without a word for screen readers, and no stop for the keyboard: the table beside it says the same and has
 * the same links.
 */
export function mapDrawing({ comuni }: PlaceMap, query: MapQuery): SafeHtml {
  const box = boxOf(query);
  // Whatever is as wide as the map: sizes that look alike at every zoom.
  const unit = Math.max(box.width, box.height) / 1000;
  const points = comuni
    .slice(0, DRAWN)
    .flatMap((one) => (at(one.comune) === undefined ? [] : [{ ...one, point: at(one.comune) ?? ORIGIN }]));
  return html`<svg class="map" viewBox="${box.x} ${box.y} ${box.width} ${box.height}" aria-hidden="true" focusable="false">
${outlines().map(
  ({ region, path }) =>
    html`<a href="${addressWith('/mappa', { ...query, region, province: undefined })}" tabindex="-1"><path class="region${region === query.region && ' chosen'}" d="${path}"><title>${region}</title></path></a>`,
)}
${points.map(({ counts, point }) =>
  COUNTED.filter((what) => counts[what] > 0).map((what) =>
    mark(what, beside(point, what, unit), counts[what], unit),
  ),
)}
${
  query.region !== undefined &&
  apart(points.slice(0, NAMED), unit).map(({ comune, point }) => {
    // Towards the middle, so that the edge cuts no name.
    const isRight = point.x > box.x + box.width / 2;
    const x = round(point.x + unit * (isRight ? -26 : 26));
    return html`<text x="${x}" y="${point.y}" font-size="${round(unit * LETTERS)}"${isRight && html` text-anchor="end"`}>${comune.name}</text>`;
  })
}
</svg>`;
}

/** A little drawing of each kind of mark, as on the map. */
export function markSample(what: Counted): SafeHtml {
  return html`<svg class="map-sample" viewBox="-16 -16 32 32" aria-hidden="true" focusable="false">${mark(what, ORIGIN, 9, 1)}</svg>`;
}

/** What one comune has stands around its point, so that nothing hides anything. */
function beside({ x, y }: MapPoint, what: Counted, unit: number): MapPoint {
  const [right, down] = { districts: [0, -16], members: [0, 0], offers: [-9, 0], requests: [9, 0] }[what];
  return { x: round(x + unit * (right ?? 0)), y: round(y + unit * (down ?? 0)) };
}

/** Names would run into each other: the one with less stays without. */
function apart<T extends { readonly point: MapPoint }>(points: readonly T[], unit: number): T[] {
  const named: T[] = [];
  for (const one of points) {
    const isFree = named.every(
      ({ point: { x, y } }) =>
        Math.abs(one.point.y - y) > unit * LETTERS || Math.abs(one.point.x - x) > unit * LETTERS * 12,
    );
    if (isFree) named.push(one);
  }
  return named;
}

const ORIGIN: MapPoint = { x: 0, y: 0 };

/** By colour and by shape: a diamond, a ring, a disc, a square. */
function mark(what: Counted, { x, y }: MapPoint, count: number, unit: number): SafeHtml {
  const r = round(unit * size(count));
  switch (what) {
    case 'districts':
      return html`<path class="mark districts" d="M${x} ${y - r * 1.3}l${r * 1.3} ${r * 1.3} ${-r * 1.3} ${r * 1.3} ${-r * 1.3} ${-r * 1.3}z"/>`;
    case 'members':
      return html`<circle class="mark members" cx="${x}" cy="${y}" r="${round(r * 1.25)}"/>`;
    case 'offers':
      return html`<circle class="mark offers" cx="${x}" cy="${y}" r="${r}"/>`;
    case 'requests':
      return html`<rect class="mark requests" x="${round(x - r * 0.8)}" y="${round(y - r * 0.8)}" width="${round(r * 1.6)}" height="${round(r * 1.6)}"/>`;
  }
}

/** A thousandth of the map's size: the area grows with the count, up to where it would hide a region. */
function size(count: number): number {
  return Math.min(30, 6 + 2 * Math.sqrt(count));
}

function boxOf({ region, province }: MapQuery): Box {
  if (province !== undefined) {
    const points = provinceComuni(province).flatMap((comune) => at(comune) ?? []);
    return widened(boxAround(points));
  }
  const outline = outlines().find((one) => one.region === region);
  return outline === undefined ? ITALY : widened(outline.box);
}

/** With room around it, and never so narrow that it stands as a strip. */
function widened({ x, y, width, height }: Box): Box {
  const side = Math.max(width, height, 100);
  const [wide, high] = [Math.max(width, side * 0.7) + side * 0.2, Math.max(height, side * 0.7) + side * 0.2];
  return {
    x: Math.round(x + width / 2 - wide / 2),
    y: Math.round(y + height / 2 - high / 2),
    width: Math.round(wide),
    height: Math.round(high),
  };
}

function at({ latitude, longitude }: Comune): MapPoint | undefined {
  return latitude === undefined || longitude === undefined ? undefined : onMap({ latitude, longitude });
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
