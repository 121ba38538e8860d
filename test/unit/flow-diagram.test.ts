import { expect, test } from 'vitest';
import { flowKindOf } from '../../src/domain/flows/flow.ts';
import { flowDiagram, type Ribbon } from '../../src/web/views/flow-diagram.ts';

const ribbons: Ribbon[] = [
  { from: 'Valle', to: 'Monte', kind: 'goods', amount: 6 },
  { from: 'Valle', to: 'Mare', kind: 'hours', amount: 3 },
  { from: 'Monte', to: 'Valle', kind: 'services', amount: 3 },
];
const drawing = flowDiagram(ribbons).toString();
const bars = [
  ...drawing.matchAll(/<rect class="flow-bar" x="(\d+)" y="([\d.]+)" width="14" height="([\d.]+)"/g),
].map(([, x, y, height]) => ({ x: Number(x), y: Number(y), height: Number(height) }));

test('both sides are as high as all that flows, and each bar as what leaves or reaches it', () => {
  const side = (x: number) => bars.filter((bar) => bar.x === x);
  for (const column of [side(0), side(586)]) {
    expect(column.reduce((sum, { height }) => sum + height, 0)).toBeCloseTo(300, 0);
  }
  expect(side(0).map(({ height }) => height)).toEqual([225, 75]);
  expect(side(586).map(({ height }) => height)).toEqual([150, 75, 75]);
});

test('no bar covers another, nor does a ribbon leave its bars', () => {
  for (const x of [0, 586]) {
    const column = bars.filter((bar) => bar.x === x);
    for (const [index, bar] of column.slice(1).entries()) {
      expect(bar.y).toBeGreaterThan((column[index]?.y ?? 0) + (column[index]?.height ?? 0));
    }
  }
  const paths = [...drawing.matchAll(/class="ribbon (\w+)" d="M14 ([\d.]+)C.*?586 ([\d.]+)V([\d.]+)C/g)];
  expect(paths).toHaveLength(3);
  for (const [, , left, top, bottom] of paths) {
    const isWithin = (x: number, y: number) =>
      bars.some((bar) => bar.x === x && y >= bar.y - 0.2 && y <= bar.y + bar.height + 0.2);
    expect(isWithin(0, Number(left))).toBe(true);
    expect(isWithin(586, Number(top)) && isWithin(586, Number(bottom))).toBe(true);
  }
});

test('a name is text and no markup, and a long one is cut', () => {
  const odd = '<script>alert(1)</script> della lunghissima valle';
  const text = flowDiagram([{ from: odd, to: odd, kind: 'goods', amount: 1 }]).toString();
  expect(text).not.toContain('<script>');
  expect(text).toContain('…</text>');
  expect(flowDiagram([]).toString()).toContain('<svg');
});

test.each([
  ['transfer', 'kilogram', 'goods'],
  ['deliverService', 'one', 'services'],
  ['deliverService', 'hour', 'hours'],
  ['transferCustody', 'hour', 'loans'],
  [undefined, 'one', 'goods'],
  [undefined, 'hour', 'hours'],
] as const)('%s in %s are %s', (action, unit, kind) => {
  expect(flowKindOf(action, unit)).toBe(kind);
});
