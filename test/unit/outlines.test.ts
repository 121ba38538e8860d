import { expect, test } from 'vitest';
import { ITALY, onMap, outlines } from '../../src/domain/places/outlines.ts';
import { comuneByIstat, provinceComuni, provinces, regions } from '../../src/domain/places/places.ts';

type Point = readonly [x: number, y: number];

/** The corners of an SVG path of relative lines. */
function corners(path: string): Point[][] {
  return path
    .split('z')
    .filter((ring) => ring !== '')
    .map((ring) => {
      const numbers = (ring.match(/-?\d+/g) ?? []).map(Number);
      let [x, y] = [0, 0];
      const points: Point[] = [];
      for (let at = 0; at < numbers.length; at += 2) {
        x += numbers[at] ?? 0;
        y += numbers[at + 1] ?? 0;
        points.push([x, y]);
      }
      return points;
    });
}

/** By the even-odd rule. */
function isWithin(x: number, y: number, rings: readonly (readonly Point[])[]): boolean {
  let within = false;
  for (const ring of rings) {
    ring.forEach(([xa, ya], at) => {
      const [xb, yb] = ring.at(at - 1) ?? [xa, ya];
      if (ya > y !== yb > y && x < ((xb - xa) * (y - ya)) / (yb - ya) + xa) within = !within;
    });
  }
  return within;
}

test('there is an outline of every region', () => {
  expect(
    outlines()
      .map(({ region }) => region)
      .sort(),
  ).toEqual([...regions()].sort());
});

test('nearly every comune stands within the outline of its own region', () => {
  const rings = new Map(outlines().map(({ region, path }) => [region, corners(path)]));
  const comuni = provinces().flatMap(({ code }) => provinceComuni(code));
  const within = comuni.filter(({ region, latitude, longitude }) => {
    if (latitude === undefined || longitude === undefined) return false;
    const { x, y } = onMap({ latitude, longitude });
    return isWithin(x, y, rings.get(region) ?? []);
  });
  expect(comuni.length).toBeGreaterThan(7800);
  expect(within.length / comuni.length).toBeGreaterThan(0.99);
});

test.each([
  ['Lampedusa', '084020'],
  ['Aosta', '007003'],
  ['Prato', '100005'],
])('%s is on the map', (_, istat) => {
  const { latitude = 0, longitude = 0 } = comuneByIstat(istat) ?? {};
  const { x, y } = onMap({ latitude, longitude });
  expect(
    isWithin(x, y, [
      [
        [0, 0],
        [ITALY.width, 0],
        [ITALY.width, ITALY.height],
        [0, ITALY.height],
      ],
    ]),
  ).toBe(true);
});
