import { expect, test } from 'vitest';
import { readDay } from '../../../src/platform/read-day.ts';

test.each([
  ['31/12/2026', '2026-12-31T22:59:59.000Z'],
  ['2026-12-31', '2026-12-31T22:59:59.000Z'],
  ['1.7.2026', '2026-07-01T21:59:59.000Z'],
  ['29/02/2028', '2028-02-29T22:59:59.000Z'],
  ['31/12/2026 18:30', '2026-12-31T17:30:00.000Z'],
  ['2026-07-01 00:00', '2026-06-30T22:00:00.000Z'],
  // The days on which the clocks change, at three in the morning.
  ['29/03/2026 01:59', '2026-03-29T00:59:00.000Z'],
  ['29/03/2026 03:00', '2026-03-29T01:00:00.000Z'],
  ['29/03/2026', '2026-03-29T21:59:59.000Z'],
  ['25/10/2026', '2026-10-25T22:59:59.000Z'],
])('%s in Italy is %s', (text, instant) => {
  expect(readDay(text, 'until').toISOString()).toBe(instant);
});

test.each([
  '',
  'domani',
  '31/02/2026',
  '29/02/2026',
  '32/01/2026',
  '1/13/2026',
  '31/12/26',
  '31/12/2026 25:00',
  '31/12/2026 12:60',
])('"%s" is no day', (text) => {
  expect(() => readDay(text, 'until')).toThrow(
    expect.objectContaining({ code: 'day_invalid', field: 'until' }),
  );
});
