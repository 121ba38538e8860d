import type { Coordinates } from './places.ts';

const EARTH_RADIUS_KM = 6371;

/** A place as a point in space, in kilometres from the centre of the Earth: the straight way between two grows with the great circle. */
export function positionOf({ latitude, longitude }: Coordinates): string {
  const [north, east] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
  const [x, y, z] = [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)].map(
    (part) => (part * EARTH_RADIUS_KM).toFixed(4),
  );
  return `(${x}, ${y}, ${z})`;
}

/** The straight way through the Earth between two places that are so many kilometres apart on it. */
export function chordOf(km: number): number {
  return 2 * EARTH_RADIUS_KM * Math.sin(km / (2 * EARTH_RADIUS_KM));
}

/** Squares of a quarter of a degree, by a number each: an index that holds words holds these as well. */
const PER_DEGREE = 4;
const PER_ROW = 360 * PER_DEGREE;
const KM_PER_DEGREE = (Math.PI * EARTH_RADIUS_KM) / 180;

export function cellOf({ latitude, longitude }: Coordinates): number {
  return row(latitude) * PER_ROW + column(longitude);
}

/** The squares that hold whatever is within so many kilometres of a place. */
export function cellsAround({ latitude, longitude }: Coordinates, km: number): number[] {
  const north = km / KM_PER_DEGREE;
  const east = Math.min(180, north / Math.max(0.01, Math.cos((latitude * Math.PI) / 180)));
  const cells = [];
  for (let y = row(latitude - north); y <= row(latitude + north); y++) {
    for (let x = column(longitude - east); x <= column(longitude + east); x++) {
      // Beyond the last column the first one follows.
      cells.push(y * PER_ROW + ((x + PER_ROW) % PER_ROW));
    }
  }
  return cells;
}

function row(latitude: number): number {
  return Math.floor((latitude + 90) * PER_DEGREE);
}

function column(longitude: number): number {
  return Math.floor((longitude + 180) * PER_DEGREE);
}
