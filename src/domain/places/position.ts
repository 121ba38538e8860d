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
