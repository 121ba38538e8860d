import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMediaStore } from '../../../src/platform/media/media-store.ts';

let parent: string;
let dir: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'media-'));
  dir = join(parent, 'media');
});
afterEach(() => rm(parent, { recursive: true }));

describe('the media store', () => {
  it('keeps bytes under a name of their own, once', async () => {
    const store = createMediaStore(dir);
    const data = Buffer.from('pane');
    const names = await Promise.all([1, 2, 3].map(() => store.put(data, 'image/jpeg')));
    const [name = ''] = names;
    expect(name).toMatch(/^[0-9a-f]{40}\.jpg$/);
    expect(new Set(names).size).toBe(1);
    expect(await readdir(dir)).toEqual([name]);
    expect(await readFile(store.path(name))).toEqual(data);
    expect(await store.put(Buffer.from('vino'), 'image/jpeg')).not.toBe(name);
    expect(await store.put(data, 'image/webp')).toBe(name.replace('jpg', 'webp'));
  });

  it('removes, and does not mind what is gone', async () => {
    const store = createMediaStore(dir);
    const name = await store.put(Buffer.from('pane'), 'image/png');
    await store.remove(name);
    await store.remove(name);
    expect(await readdir(dir)).toEqual([]);
  });

  it('leaves nothing behind when writing fails', async () => {
    const store = createMediaStore(dir);
    await rm(dir, { recursive: true });
    await writeFile(dir, 'a file in the place of the folder');
    await expect(store.put(Buffer.from('pane'), 'image/png')).rejects.toThrow();
    expect(await readdir(dirname(dir))).toEqual(['media']);
  });

  const hex = 'a'.repeat(40);
  it.each([
    ...[
      '',
      '.',
      '..',
      '../secret.txt',
      `../${hex}.jpg`,
      `x/../${hex}.jpg`,
      `/etc/${hex}.jpg`,
      `${hex}`,
      `${hex}.svg`,
    ],
    ...[
      `${hex}.jpg/..`,
      `${hex}.jpg\u0000`,
      `${hex}.jpg\n`,
      `${hex.toUpperCase()}.jpg`,
      `${hex}a.jpg`,
      `..%2f${hex}.jpg`,
    ],
  ])('knows no file %j', async (name) => {
    const store = createMediaStore(dir);
    await writeFile(join(parent, 'secret.txt'), 'x');
    expect(() => store.path(name)).toThrow(
      expect.objectContaining({ kind: 'not-found', code: 'file_not_found' }),
    );
    await expect(async () => store.remove(name)).rejects.toMatchObject({ kind: 'not-found' });
    expect(await readdir(parent)).toContain('secret.txt');
  });
});
