import { describe, expect, test } from 'vitest';
import { idGenerator, isId } from '../../../src/platform/ids.ts';

const NOON = Date.UTC(2026, 5, 1, 12);

/** A clock that a test sets. */
function handSetClock(ms = NOON) {
  return { ms, now: () => new Date(clock.ms) };
}
let clock = handSetClock();

function ascending(ids: readonly string[]): boolean {
  return ids.every((id, i) => i === 0 || BigInt(ids[i - 1] ?? 0) < BigInt(id));
}

describe('ids', () => {
  test('are ordered, also when one millisecond does not hold them all', () => {
    clock = handSetClock();
    const next = idGenerator(1, clock);
    const ids = Array.from({ length: 20_000 }, next);
    expect(ascending(ids)).toBe(true);
    for (const id of ids) expect(isId(id)).toBe(true);
  });

  test('are ordered by time', () => {
    clock = handSetClock();
    const next = idGenerator(1023, clock);
    const before = Array.from({ length: 10_000 }, next);
    clock.ms += 1;
    const after = Array.from({ length: 10_000 }, next);
    expect(ascending([...before, ...after])).toBe(true);
  });

  test('stay ordered and unique when the clock is set back', () => {
    clock = handSetClock();
    const next = idGenerator(1, clock);
    const ids: string[] = [];
    for (const step of [0, -1, -3_600_000, 5, 3_600_000, -60_000]) {
      clock.ms += step;
      ids.push(...Array.from({ length: 5_000 }, next));
    }
    expect(ascending(ids)).toBe(true);
  });

  test('are unique across processes that share a millisecond', () => {
    clock = handSetClock();
    const generators = [0, 1, 2, 511, 1022, 1023].map((number) => idGenerator(number, clock));
    const ids = Array.from({ length: 9_000 }, () => generators.map((next) => next())).flat();
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('fit a bigint for decades', () => {
    clock = handSetClock(Date.UTC(2088, 0, 1));
    expect(isId(idGenerator(1023, clock)())).toBe(true);
  });

  test.each([
    '',
    '0',
    '01',
    '-1',
    '1.5',
    '1e3',
    ' 1',
    '9223372036854775808',
    '99999999999999999999',
    'abc',
    '１',
  ])('no id: %j', (text) => expect(isId(text)).toBe(false));

  test.each(['1', '9223372036854775807'])('an id: %s', (text) => expect(isId(text)).toBe(true));
});
