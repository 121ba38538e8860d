import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distanceKm } from '../../src/domain/places/places.ts';
import { cellOf, cellsAround, chordOf, positionOf } from '../../src/domain/places/position.ts';

const place = fc.record({
  latitude: fc.double({ min: -80, max: 80, noNaN: true }),
  longitude: fc.double({ min: -179.9, max: 179.9, noNaN: true }),
});
const numbersOf = (position: string) => position.slice(1, -1).split(', ').map(Number);

test('the straight way between two positions is the chord of their distance', () => {
  fc.assert(
    fc.property(place, place, (a, b) => {
      const [from, to] = [numbersOf(positionOf(a)), numbersOf(positionOf(b))];
      const straight = Math.hypot(...from.map((part, index) => part - (to[index] ?? 0)));
      expect(straight).toBeCloseTo(chordOf(distanceKm(a, b) ?? 0), 1);
    }),
  );
});

test('whatever is within reach is in one of the squares around', () => {
  fc.assert(
    fc.property(place, place, fc.integer({ min: 1, max: 200 }), (centre, away, km) => {
      const near = {
        latitude: centre.latitude + (away.latitude / 80) * (km / 111),
        longitude: Math.max(-179.9, Math.min(179.9, centre.longitude + (away.longitude / 180) * (km / 111))),
      };
      fc.pre((distanceKm(centre, near) ?? 0) <= km);
      expect(cellsAround(centre, km)).toContain(cellOf(near));
    }),
  );
});
