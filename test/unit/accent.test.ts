import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  accentShades,
  contrast,
  DARK_GROUNDS,
  isReadable,
  LIGHT_GROUNDS,
  readableAccent,
} from '../../src/domain/node/accent.ts';

const tokens = readFileSync(new URL('../../src/web/assets/style/tokens.css', import.meta.url), 'utf8');
const GROUNDS = ['paper', 'sheet', 'tint', 'offer-tint', 'warn-tint'];
const [light = '', dark = ''] = tokens.split('@media (prefers-color-scheme: dark)');

function colourOf(part: string, token: string): string {
  return new RegExp(`--${token}: (#[0-9a-f]{6});`).exec(part)?.[1] ?? `no ${token}`;
}

test('the grounds are those of the pages', () => {
  expect(LIGHT_GROUNDS).toEqual(GROUNDS.map((token) => colourOf(light, token)));
  expect(DARK_GROUNDS).toEqual(GROUNDS.map((token) => colourOf(dark, token)));
  expect(isReadable(colourOf(light, 'green'))).toBe(true);
});

test('contrast is that of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 3);
});

test('whatever colour a district has, its text can be read by day and by night', () => {
  for (const accent of ['#ffcc00', '#2c6440', '#ff0000', '#0000ff', '#ffffff', '#000000', '#8a2be2']) {
    const near = readableAccent(accent);
    expect([accent, isReadable(near)]).toEqual([accent, true]);
    const { light, dark } = accentShades(near);
    for (const shade of [light.plain, light.deep])
      for (const ground of [...LIGHT_GROUNDS, light.on])
        expect(contrast(shade, ground)).toBeGreaterThanOrEqual(4.5);
    for (const shade of [dark.plain, dark.deep])
      for (const ground of [...DARK_GROUNDS, dark.on])
        expect(contrast(shade, ground)).toBeGreaterThanOrEqual(4.5);
  }
  expect([isReadable('#ffcc00'), readableAccent('#8a2be2')]).toEqual([false, '#8a2be2']);
});
