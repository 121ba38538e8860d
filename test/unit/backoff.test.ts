import { expect, test } from 'vitest';
import { nextAttempt } from '../../src/platform/queue/backoff.ts';

const now = new Date('2026-01-01T00:00:00Z');
const minutes = (at: Date) => (at.getTime() - now.getTime()) / 60_000;
const later = (min: number) => new Date(now.getTime() + min * 60_000);

test('pauses grow to half an hour and stay there', () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 2_000].map((failures) =>
    minutes(nextAttempt(now, failures, undefined, 0)),
  );
  expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
});

test('jitter only lengthens a pause, by a fifth at most', () => {
  expect(minutes(nextAttempt(now, 6, undefined, 1))).toBeCloseTo(36);
});

test('what the other side asks for wins when it is later, up to a day', () => {
  expect(minutes(nextAttempt(now, 1, later(45), 0))).toBe(45);
  expect(minutes(nextAttempt(now, 3, later(2), 0))).toBe(4);
  expect(minutes(nextAttempt(now, 1, later(90 * 24 * 60), 0))).toBe(24 * 60);
  expect(minutes(nextAttempt(now, 1, new Date('garbage'), 0))).toBe(1);
});
