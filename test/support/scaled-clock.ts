import type { Clock } from '../../src/platform/clock.ts';

const SCALE = 100;

/** A clock a hundred times as fast; all that are given the same start agree. */
export function scaledClock(startMs: number): Clock {
  return { now: () => new Date(startMs + (Date.now() - startMs) * SCALE) };
}
