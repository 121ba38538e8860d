import { expect, test } from 'vitest';
import { nextTurn } from '../../src/domain/reconciliations/next-turn.ts';

const noon = new Date('2026-11-25T12:00:00Z');
const DAY_MS = 86_400_000;

test('each group has its turn at a time of its own, in the night, once a night', () => {
  const uris = Array.from({ length: 1_000 }, (_, n) => `https://des${n}.example/actors/1`);
  const turns = uris.map((uri) => nextTurn(uri, noon).getTime());
  const midnight = Date.parse('2026-11-26T00:00:00Z');
  const hours = turns.map((turn) => Math.floor((turn - midnight) / 3_600_000));
  // A thousand over five hours: none of these has less than half of its share.
  for (const hour of [0, 1, 2, 3, 4]) {
    expect(hours.filter((one) => one === hour).length).toBeGreaterThan(100);
  }
  expect(Math.max(...hours)).toBe(4);
  for (const [n, uri] of uris.entries()) {
    const turn = new Date(turns[n] ?? 0);
    expect(nextTurn(uri, turn).getTime() - turn.getTime()).toBe(DAY_MS);
  }
});
