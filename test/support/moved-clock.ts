import type { Clock } from '../../src/platform/clock.ts';

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** A clock that runs, and can be put forward. */
export class RunningClock implements Clock {
  #ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  advance(ms: number): void {
    this.#ahead += ms;
  }
}

/** A clock that stands still until it is moved. */
export class MovedClock implements Clock {
  #ms = Date.UTC(2026, 0, 1);

  now(): Date {
    return new Date(this.#ms);
  }

  advance(ms: number): void {
    this.#ms += ms;
  }
}
